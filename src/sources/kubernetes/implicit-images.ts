import { field, isNull, resolve, scalarText, type YamlValue } from '../../formats/yaml/index.ts';
import { placeOf } from '../yaml-text.ts';
import { groupOf } from './api-version.ts';
import type { ObjectReader } from './object-reader.ts';
import type { KubernetesObject } from './objects.ts';
import { below, type Place } from './place.ts';

/** A kind for which its operator chooses images when the object names none. */
interface Implicit {
  /** What chooses them, as a sentence has it. */
  readonly operator: string;
  /** Fields that take the choice away. None: there are always images that no field names. */
  readonly unless: readonly string[];
  /** The field that the choice follows. */
  readonly version?: string;
  /** What the operator puts before the version unless it is configured otherwise. */
  readonly repository?: string;
}

const eck = (path: string): Implicit => ({
  operator: 'ECK',
  unless: ['spec.image'],
  version: 'spec.version',
  repository: `docker.elastic.co/${path}`,
});
const prometheus: Implicit = {
  operator: 'the Prometheus operator',
  unless: ['spec.image', 'spec.baseImage'],
  version: 'spec.version',
};
const strimzi = (field: string): Implicit => ({ operator: 'Strimzi', unless: [field] });
const victoriaMetrics: Implicit = {
  operator: 'the VictoriaMetrics operator',
  unless: ['spec.image.repository'],
};
const victoriaCluster: Implicit = { operator: 'the VictoriaMetrics operator', unless: [] };
const always = (operator: string, version?: string): Implicit => ({
  operator,
  unless: [],
  ...(version === undefined ? {} : { version }),
});
const bySpecImage = (operator: string, version?: string): Implicit => ({
  ...always(operator, version),
  unless: ['spec.image'],
});

/**
 * By `group/kind` in lower case. From the API references of the operators; what an operator pulls for itself stands in the
 * manifest of its Deployment, and is read there.
 */
const implicit: Readonly<Record<string, Implicit>> = {
  'acid.zalan.do/postgresql': { operator: 'the Postgres operator', unless: ['spec.dockerImage'] },
  'agent.k8s.elastic.co/agent': eck('elastic-agent/elastic-agent'),
  'apm.k8s.elastic.co/apmserver': eck('apm/apm-server'),
  'argoproj.io/argocd': bySpecImage('the Argo CD operator', 'spec.version'),
  'beat.k8s.elastic.co/beat': { operator: 'ECK', unless: ['spec.image'], version: 'spec.version' },
  'cassandra.datastax.com/cassandradatacenter': {
    operator: 'cass-operator',
    unless: ['spec.serverImage'],
    version: 'spec.serverVersion',
  },
  'cdi.kubevirt.io/cdi': always('CDI'),
  'datadoghq.com/datadogagent': always('the Datadog operator'),
  'dynatrace.com/dynakube': always('the Dynatrace operator'),
  'elasticsearch.k8s.elastic.co/elasticsearch': eck('elasticsearch/elasticsearch'),
  'enterprisesearch.k8s.elastic.co/enterprisesearch': eck('enterprise-search/enterprise-search'),
  'grafana.integreatly.org/grafana': always('the Grafana operator', 'spec.version'),
  'install.istio.io/istiooperator': { operator: 'Istio', unless: ['spec.hub'], version: 'spec.tag' },
  'jaegertracing.io/jaeger': always('the Jaeger operator'),
  'k8s.keycloak.org/keycloak': bySpecImage('the Keycloak operator'),
  'k8s.mariadb.com/mariadb': bySpecImage('the MariaDB operator'),
  'k8ssandra.io/k8ssandracluster': always('k8ssandra-operator', 'spec.cassandra.serverVersion'),
  'kafka.strimzi.io/kafka': strimzi('spec.kafka.image'),
  'kafka.strimzi.io/kafkabridge': strimzi('spec.image'),
  'kafka.strimzi.io/kafkaconnect': strimzi('spec.image'),
  'kafka.strimzi.io/kafkamirrormaker2': strimzi('spec.image'),
  'kiali.io/kiali': { operator: 'the Kiali operator', unless: ['spec.deployment.image_name'] },
  'kibana.k8s.elastic.co/kibana': eck('kibana/kibana'),
  'kubevirt.io/kubevirt': always('KubeVirt', 'spec.imageTag'),
  'logstash.k8s.elastic.co/logstash': eck('logstash/logstash'),
  'loki.grafana.com/lokistack': always('the Loki operator'),
  'maps.k8s.elastic.co/elasticmapsserver': eck('elastic-maps-service/elastic-maps-server'),
  'mongodbcommunity.mongodb.com/mongodbcommunity': always('the MongoDB operator', 'spec.version'),
  'monitoring.coreos.com/alertmanager': prometheus,
  'monitoring.coreos.com/prometheus': prometheus,
  'monitoring.coreos.com/prometheusagent': prometheus,
  'monitoring.coreos.com/thanosruler': prometheus,
  'mysql.oracle.com/innodbcluster': always('the MySQL operator', 'spec.version'),
  'opentelemetry.io/opentelemetrycollector': bySpecImage('the OpenTelemetry operator'),
  'operator.knative.dev/knativeeventing': always('the Knative operator', 'spec.version'),
  'operator.knative.dev/knativeserving': always('the Knative operator', 'spec.version'),
  'operator.tekton.dev/tektonconfig': always('the Tekton operator'),
  'operator.tigera.io/installation': always('the Tigera operator'),
  'operator.victoriametrics.com/vmagent': victoriaMetrics,
  'operator.victoriametrics.com/vmalert': victoriaMetrics,
  'operator.victoriametrics.com/vmalertmanager': victoriaMetrics,
  'operator.victoriametrics.com/vmauth': victoriaMetrics,
  'operator.victoriametrics.com/vmcluster': victoriaCluster,
  'operator.victoriametrics.com/vmsingle': victoriaMetrics,
  'postgresql.cnpg.io/cluster': {
    operator: 'CloudNativePG',
    unless: ['spec.imageName', 'spec.imageCatalogRef'],
  },
  'rabbitmq.com/rabbitmqcluster': bySpecImage('the RabbitMQ operator'),
  'sailoperator.io/istio': always('the Sail operator', 'spec.version'),
  'solr.apache.org/solrcloud': { operator: 'the Solr operator', unless: ['spec.solrImage.repository'] },
  'tempo.grafana.com/tempostack': always('the Tempo operator'),
};

/** Says where an object has its operator pull images that no file names. */
export function reportImplicit(object: KubernetesObject, reader: ObjectReader): void {
  const id = `${groupOf(object.apiVersion)}/${object.kind.toLowerCase()}`;
  const known = Object.hasOwn(implicit, id) ? implicit[id] : undefined;
  if (known === undefined || known.unless.some((path) => isSet(valueAt(object, path)?.value))) return;
  const version = known.version === undefined ? undefined : valueAt(object, known.version);
  const text = version?.value.kind === 'scalar' && isSet(version.value) ? version : valueAt(object, 'kind');
  if (text?.value.kind !== 'scalar') return;
  const { value: scalar, place } = text;
  const followed = text === version ? ` by the version ${scalar.value}` : '';
  const image =
    known.repository === undefined || followed === '' ? '' : `${known.repository}:${scalar.value}`;
  const usual = image === '' ? '' : `, ${image} unless it is configured otherwise`;
  reader.report(place, {
    span: placeOf({ scalar, via: object.via }),
    value: image,
    unresolved: {
      code: 'not-visible',
      reason: `${known.operator} chooses the images${followed}${usual}`,
    },
    confidence: 'certain',
  });
}

function valueAt(
  { map }: KubernetesObject,
  path: string,
): { readonly value: YamlValue; readonly place: Place } | undefined {
  let value: YamlValue = map;
  let place: Place | undefined;
  for (const key of path.split('.')) {
    const child = field(value, key);
    if (child === undefined) return undefined;
    value = resolve(child.value);
    place = below(place, key);
  }
  return place && { value, place };
}

function isSet(value: YamlValue | undefined): boolean {
  if (value === undefined) return false;
  return value.kind !== 'scalar' || (!isNull(value) && scalarText(value) !== '');
}

/** What every file with such an object has in it: the ends of the groups, each once. */
export const implicitHints: readonly string[] = [
  ...new Set(Object.keys(implicit).map((id) => id.slice(0, id.indexOf('/')).split('.').slice(-3).join('.'))),
];
