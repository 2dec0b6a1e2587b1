import { describe, expect, test } from 'vitest';
import { commandImages, pulledImages, type Script } from '../../../../src/sources/commands/index.ts';
import type { TextValue } from '../../../../src/sources/text-values.ts';

const file = 'ci.yml';

function literal(text: string, start = 0): TextValue {
  const place = { file, span: { start, end: start + text.length } };
  return { fragments: [{ kind: 'text', text, place, use: place }], origin: [] };
}

function scriptOf(text: string, variable: Script['variable'] = () => undefined): Script {
  return { fragments: literal(text).fragments, file, path: 'run', variable };
}

/** `docker run: nginx:1`, with the purpose where it is no pull and what is not known. */
function images(text: string, variable?: Script['variable']): readonly string[] {
  return pulledImages(commandImages(scriptOf(text, variable))).map(
    ({ path, value, purpose, unresolved, span, pieces }) => {
      if (unresolved === undefined && pieces === undefined)
        expect(text.slice(span.start, span.end)).toBe(value);
      const command = path.replace('run!', '');
      const what = purpose === 'pull' ? '' : `${purpose} `;
      return `${command}: ${what}${value}${unresolved === undefined ? '' : ` (${unresolved.reason})`}`;
    },
  );
}

describe('programs that nobody knows', () => {
  test.each([
    ['kubectl_bin run aws --image=docker.io/shop/aws --rm', ['kubectl_bin: docker.io/shop/aws']],
    ['deploy --base-image shop/web:2 --image=web --image-tag shop/web:3', ['deploy: shop/web:2']],
    ['deploy shop/web:2 docker.io/shop/web', []],
    ['deploy --image-pull-secret a.example/b --images-dir quay.io/a/b', []],
  ])('%s', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });
});

describe('docker', () => {
  test.each([
    ['docker run nginx', ['docker run: nginx']],
    ['docker run -it --rm -p80:80 -v $PWD:/w -e A="b c" a/b:1 sh -c "x"', ['docker run: a/b:1']],
    ['docker run --network=host --gpus all --name x a:1 --flag b:2', ['docker run: a:1']],
    ['docker run -d -- a:1', ['docker run: a:1']],
    ['docker run \\\n  --rm \\\n  "a:1" \\\n  ls', ['docker run: a:1']],
    ['docker --context x -H y container run a:1', ['docker container run: a:1']],
    ['docker create --name x a:1', ['docker create: a:1']],
    ['sudo /usr/local/bin/nerdctl pull a/b:1', ['nerdctl pull: a/b:1']],
    ['docker_path=`which docker`\n$docker_path pull a/b:1', ['docker pull: a/b:1']],
    ['docker service create --replicas 2 a:1', ['docker service create: a:1']],
    ['docker pull -q a:1', ['docker pull: a:1']],
    ['docker image pull a:1', ['docker image pull: a:1']],
    ['podman pull docker://quay.io/a/b', ['podman pull: quay.io/a/b']],
    ['podman run oci-archive:x.tar', []],
    ['nerdctl run a:1', ['nerdctl run: a:1']],
    ['buildah from a:1', ['buildah from: build a:1']],
    ['docker push a/b:1', ['docker push: push a/b:1']],
    ['docker tag a:1 b/c:2', ['docker tag: mention a:1', 'docker tag: push b/c:2']],
    ['docker manifest inspect a:1', ['docker manifest inspect: mention a:1']],
    ['docker buildx create --driver-opt network=host,image=a/b:1 --use', ['docker buildx create: a/b:1']],
    [
      'docker buildx build -t a:1 --cache-from type=registry,ref=b/c:1 --cache-from d:1 --cache-to type=registry,ref=e:1 .',
      [
        'docker buildx build: push a:1',
        'docker buildx build: b/c:1',
        'docker buildx build: d:1',
        'docker buildx build: push e:1',
      ],
    ],
    [
      'docker build --build-arg BASE=x:1 --build-context base=docker-image://alpine:3 .',
      ['docker build: build alpine:3'],
    ],
  ])('%j', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });

  test('what a script builds is pulled from nowhere', () => {
    expect(
      images('docker build -t app:test .\ndocker run app:test\ndocker run app:other\ndocker run b:1'),
    ).toEqual(['docker build: push app:test', 'docker run: b:1']);
    expect(images('docker build -t $IMAGE:$TAG . && docker run "${IMAGE}:${TAG}"')).toEqual([]);
    const known = pulledImages(commandImages(scriptOf('docker run x/y:latest; docker run a:1')), ['x/y']);
    expect(known.map(({ value }) => value)).toEqual(['a:1']);
  });
});

describe('other programs', () => {
  test.each([
    ['kubectl run x --image=a:1 --restart=Never -- sh', ['kubectl run: a:1']],
    ['kubectl -n y create deployment x --image a:1', ['kubectl create deployment: a:1']],
    ['kubectl set image deploy/x c=a:1 d=b:2', ['kubectl set image: a:1', 'kubectl set image: b:2']],
    ['kubectl debug -it x --image a:1', ['kubectl debug: a:1']],
    ['helm upgrade x y --set image=a/b:1,image.tag=2', ['helm --set: a/b:1']],
    ['skopeo copy --all docker://a/b:1 docker://c/d:2', ['skopeo copy: a/b:1', 'skopeo copy: push c/d:2']],
    ['skopeo copy docker://a/b:1 dir:x', ['skopeo copy: a/b:1']],
    ['skopeo inspect docker://a/b:1', ['skopeo inspect: mention a/b:1']],
    ['crane pull a/b:1 c/d:2 out.tar', ['crane pull: a/b:1', 'crane pull: c/d:2']],
    ['crane digest a/b:1', ['crane digest: mention a/b:1']],
    ['ctr -n k8s.io images pull a.io/b:1', ['ctr images pull: a.io/b:1']],
    ['crictl pull a:1', ['crictl pull: a:1']],
    ['kind create cluster --image kindest/node:v1', ['kind create cluster: kindest/node:v1']],
    ['kind load docker-image a:1 --name x', ['kind load docker-image: mention a:1']],
    ['trivy image --severity HIGH a:1', ['trivy image: a:1']],
    ['grype dir:. ; syft ./x', []],
    ['cosign verify --key k a/b:1', ['cosign verify: mention a/b:1']],
    [
      'az acr import -n r --source docker.io/library/a:1 --image a:1',
      ['az acr import: docker.io/library/a:1', 'az acr import: push r.azurecr.io/a:1'],
    ],
    ['az acr build -r team.azurecr.io -t a:1 .', ['az acr build: push team.azurecr.io/a:1']],
    ['R=team\naz acr build --registry $R --image a:1 .', ['az acr build: push team.azurecr.io/a:1']],
    ['az acr build -r $R -t a:1 .', []],
    ['az acr build -t a:1 .', []],
    ['az acr build -r team -t team.azurecr.io/a:1 .', ['az acr build: push team.azurecr.io/a:1']],
    ['az acr task create -r team -n build -t a:1', ['az acr task create: push team.azurecr.io/a:1']],
    [
      'az acr import -n r --registry /subscriptions/s/registries/Other --source a:1 -t b:1',
      ['az acr import: other.azurecr.io/a:1', 'az acr import: push r.azurecr.io/b:1'],
    ],
    ['az containerapp create -n x --image a/b:1', ['az containerapp create: a/b:1']],
    ['gcloud run deploy x --image gcr.io/a/b', ['gcloud run deploy: gcr.io/a/b']],
  ])('%j', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });
});

describe('around commands', () => {
  test.each([
    ['sudo -E time env A=b docker pull a:1', ['docker pull: a:1']],
    ['timeout 60 docker pull a:1', ['docker pull: a:1']],
    ['retry 3 docker pull a:1', ['docker pull: a:1']],
    ['if ! docker pull a:1; then docker pull b:1; fi', ['docker pull: a:1', 'docker pull: b:1']],
    ['x="$(docker run a:1 date)"', ['docker run: a:1']],
    [`bash -c 'docker pull a:1'`, ['docker pull: a:1']],
    ['ssh host <<EOF\ndocker pull a:1\nEOF', ['docker pull: a:1']],
    ['cat <<EOF > x.sh\ndocker pull a:1\nEOF', []],
    ['kubectl apply -f - <<EOF\napiVersion: v1\n  - image: "a:1"\nEOF', ['kubectl <<: a:1']],
    ['T=1; cat <<EOF | x\n  initContainers:\n  - image: a:$T\nEOF', ['cat <<: a:1']],
    ['cat <<EOF\nimage: a:1\nEOF', []],
    ['echo docker pull a:1 # docker pull b:1', []],
    ['which docker run', []],
    ['docker run <image>', []],
    ['docker compose up a', []],
  ])('%j', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });
});

describe('variables', () => {
  const open = 'variable X has no value here';

  test.each([
    ['A=a:1; docker run $A', ['docker run: a:1']],
    ['export A=a:1; docker run "${A}"', ['docker run: a:1']],
    ['A=b; B="a/$A:1"; docker run $B', ['docker run: a/b:1']],
    ['docker run ${A:-a:1}', ['docker run: a:1']],
    ['A=${A:-a:1}\ndocker run $A', ['docker run: a:1']],
    ['for i in a:1 b:2; do docker pull $i; done', ['docker pull: a:1', 'docker pull: b:2']],
    ['L=(a:1 b:2); for i in "${L[@]}"; do docker pull $i; done', ['docker pull: a:1', 'docker pull: b:2']],
    ['if x; then A=a:1; else A=b:2; fi; docker run $A', ['docker run: a:1', 'docker run: b:2']],
    ['A=a:1; A=b:2; docker run $A', ['docker run: b:2']],
    ['docker run repo/a:$X', [`docker run: repo/a: (${open})`]],
    ['docker run $X_IMAGE', ['docker run:  (variable X_IMAGE has no value here)']],
    ['docker run "$@"; docker run $1; docker push $X_IMAGE', []],
    ['docker run $DOCKER_OPTS a:1', ['docker run: a:1']],
  ])('%j', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });

  test('those of the environment are known from outside, with the places they stand at', () => {
    const [found] = pulledImages(
      commandImages(scriptOf('docker run $A:1', (name) => (name === 'A' ? [literal('a/b', 90)] : undefined))),
    );
    expect(found).toMatchObject({
      value: 'a/b:1',
      origin: ['A'],
      span: { start: 11, end: 15 },
      pieces: [
        { role: 'repository', value: 'a/b', span: { start: 90, end: 93 } },
        { role: 'tag', value: '1', span: { start: 14, end: 15 } },
      ],
    });
  });

  test('growth is bounded', () => {
    const doubling = 'A=$A$A\n'.repeat(60);
    expect(images(`A=a\n${doubling}docker run $A`)).toEqual([]);
  });
});
