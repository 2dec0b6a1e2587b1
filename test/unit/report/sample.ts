import type { AuditReport, ScanReport } from '../../../src/audit/index.ts';
import { plainStyle, type ReportOptions } from '../../../src/report/index.ts';
import {
  audited,
  auditOf,
  decisions,
  grafana,
  library,
  registry,
  unresolved,
  use,
} from '../audit/builders.ts';

export const options: ReportOptions = { style: plainStyle, version: '1.2.3', failOn: 'error' };

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };

const chartImage = use('quay.io/prometheus/prometheus:v2.55.0', {
  file: 'charts/monitoring/values.yaml',
  line: 3,
  column: 15,
  endLine: 3,
  endColumn: 36,
  raw: 'prometheus/prometheus',
  source: 'helm',
  path: 'prometheus.image.repository',
  confidence: 'likely',
  reach: 'conditional',
  when: 'metrics.enabled and not global.offline',
  origin: ['prometheus.image.registry', 'prometheus.image.repository', 'prometheus.image.tag'],
  pieces: [
    {
      role: 'registry',
      value: 'quay.io',
      file: 'charts/monitoring/global.yaml',
      span: { start: 10, end: 17 },
    },
    { role: 'repository', value: 'prometheus/prometheus', span: { start: 48, end: 69 } },
    { role: 'tag', value: 'v2.55.0', span: { start: 79, end: 86 } },
  ],
});
const { object: _, ...prometheus } = chartImage;

const skipped = [
  { file: 'big.yaml', reason: 'the file has 12,000,000 bytes, more than the limit of 10,000,000' },
  { file: 'broken.yaml', reason: 'a mapping is not closed', line: 7, column: 3 },
];

/** In no particular order: putting things in order is the reporters' and the audit's business. */
export const scanReport: ScanReport = {
  uses: [
    use('redis', { object: web, line: 22, path: 'spec.template.spec.containers[1].image' }),
    use('nginx:1.27', { object: web }),
    prometheus,
    use('nginx:1.27', {
      file: 'docs/example.yaml',
      line: 3,
      column: 9,
      confidence: 'possible',
      path: 'example',
    }),
  ],
  unresolved: [unresolved('${REGISTRY}/web')],
  skipped,
  files: { seen: 812, read: 4 },
};

export const auditReport: AuditReport = auditOf({
  uses: [
    audited('redis', decisions.covered, { line: 22, path: 'spec.template.spec.containers[1].image' }),
    audited('grafana/grafana:11.3.0', decisions.uncovered),
    audited('team.azurecr.io/docker-hub/library/redis:7.4', decisions.cached, { line: 30, path: 'a' }),
    audited('team.azurecr.io/docker-hub/redis:7.4', decisions.dangling, {
      line: 31,
      endLine: 32,
      endColumn: 9,
      path: 'b',
    }),
    audited('docker.elastic.co/beats/filebeat:8.15.3', decisions.unsupported, { line: 40, path: 'c' }),
    audited('docker.elastic.co/beats/filebeat:8.15.3', decisions.exempt, { line: 41, path: 'd' }),
    audited('team.azurecr.io/web:1.4', decisions.own, { line: 42, path: 'e' }),
    {
      ...audited('nginx:1.27', decisions.covered, { line: 43, path: 'f' }),
      redirectedBy: 'k8s/kustomization.yaml',
    },
    audited('nginx:1.27', decisions.covered, {
      file: 'docs/100% [new], a: b;c.yaml',
      line: 3,
      column: 9,
      confidence: 'possible',
      path: 'example',
      when: 'docs.enabled',
    }),
    audited('nginx:latest', decisions.covered, { file: 'legacy/pod.yaml', line: 9 }),
  ],
  unresolved: [unresolved('${REGISTRY}/web')],
  skipped,
  files: { seen: 812, read: 5 },
  registry: { ...registry, rules: [library, grafana] },
  conflicts: [{ rules: [grafana], message: 'The cache rule docker-hub-grafana lies inside another one.' }],
  directives: new Map([
    [
      'legacy/pod.yaml',
      [{ line: 1, checks: ['pt002', 'pt005'], reason: 'switched off in March', covers: 'file' }],
    ],
    ['k8s/web.yaml', [{ line: 2, checks: ['pt012'], covers: { from: 3, to: 3 } }]],
  ]),
  settings: { levels: {}, configFile: 'pullthrough.yaml' },
});

export const emptyScan: ScanReport = { uses: [], unresolved: [], skipped: [], files: { seen: 3, read: 0 } };
export const emptyAudit: AuditReport = auditOf({ files: { seen: 3, read: 0 } });
