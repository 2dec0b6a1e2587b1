// A repository to measure on: 20,000 files, of which 2,000 are Kubernetes YAML with images, 200 Dockerfiles and
// 3,000 YAML without any image; the rest is source code and prose. The same seed gives the same tree.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const images = [
  'nginx:1.27',
  'docker.io/library/redis:7.2',
  'ghcr.io/acme/shop/web:1.4.2',
  'quay.io/prometheus/prometheus:v2.55.0',
  'registry.k8s.io/pause:3.9',
  'mcr.microsoft.com/dotnet/aspnet:8.0',
  `team.azurecr.io/api@sha256:${'ab12'.repeat(16)}`,
  'grafana/grafana:11.3.0',
  'docker.elastic.co/beats/filebeat:8.15.3',
  'localhost:5000/dev/tool:1',
];
const words =
  'cache rule layer blob manifest node pull registry deploy rollout probe service ingress volume claim secret'.split(
    ' ',
  );

function deployment(pick, i) {
  const container = (n) => `        - name: c${n}
          image: ${pick(images)}
          args: ["--port=8080", "--log-level=info"]
          env:
            - name: REGION
              value: westeurope
            - { name: MODE, value: "${pick(words)}" }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet: { path: /healthz, port: 8080 }
            periodSeconds: 5
`;
  return `# ${pick(words)} ${pick(words)}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${i}
  namespace: ${pick(words)}
  labels:
    app.kubernetes.io/name: app-${i}
    app.kubernetes.io/part-of: ${pick(words)}
  annotations:
    description: >-
      ${pick(words)} ${pick(words)} ${pick(words)}
      ${pick(words)} ${pick(words)}
spec:
  replicas: ${1 + (i % 5)}
  selector:
    matchLabels:
      app.kubernetes.io/name: app-${i}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: app-${i}
    spec:
      serviceAccountName: app-${i}
      containers:
${container(0)}${i % 3 === 0 ? container(1) : ''}---
apiVersion: v1
kind: Service
metadata:
  name: app-${i}
spec:
  ports: [{ port: 80, targetPort: 8080 }]
  selector:
    app.kubernetes.io/name: app-${i}
`;
}

const settings = (pick, i) =>
  `settings:\n  id: ${i}\n${Array.from({ length: 30 }, (_, n) => `  ${pick(words)}_${n}: "${pick(words)} ${pick(words)}"\n`).join('')}`;

const dockerfile = (pick) => `ARG VERSION=22
FROM node:\${VERSION}-alpine AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build
FROM ${pick(images)}
COPY --from=build /src/dist /app
`;

const code = (pick, i) =>
  Array.from(
    { length: 40 },
    (_, n) => `export function ${pick(words)}${i}x${n}(value) { return value + '${pick(words)}'; }\n`,
  ).join('');

export function makeTree(root) {
  if (existsSync(join(root, '.complete'))) return;
  rmSync(root, { recursive: true, force: true });
  const next = random(42);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const write = (path, text) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (let i = 0; i < 20_000; i++) {
    const folder = `team-${i % 40}/service-${i % 400}`;
    if (i < 2_000) write(`${folder}/k8s/app-${i}.yaml`, deployment(pick, i));
    else if (i < 2_200) write(`${folder}/build-${i}/Dockerfile`, dockerfile(pick));
    else if (i < 5_200) write(`${folder}/config/settings-${i}.yaml`, settings(pick, i));
    else write(`${folder}/src/module-${i}.${i % 5 === 0 ? 'md' : 'ts'}`, code(pick, i));
  }
  writeFileSync(join(root, '.complete'), '');
}
