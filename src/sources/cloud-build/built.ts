import { fieldAt, itemsAt, type Spot, textAt } from '../ci/index.ts';

/**
 * What the build makes itself, as it is written: the images that it pushes, and those that steps tag. A later step that
 * runs in one of them pulls nothing.
 */
export function builtImages(root: Spot, steps: readonly Spot[]): ReadonlySet<string> {
  const built = new Set<string>();
  const add = (written: string | undefined): void => {
    if (written === undefined || written === '') return;
    const text = plainName(written);
    built.add(text);
    const tag = /:[^/]*$/.exec(text);
    // A name without a tag is that of `latest`, whichever of both is written.
    if (tag === null) built.add(`${text}:latest`);
    else if (tag[0] === ':latest') built.add(text.slice(0, tag.index));
  };
  for (const image of itemsAt(fieldAt(root, 'images'))) add(textAt(image));
  for (const step of steps) {
    const words = itemsAt(fieldAt(step, 'args')).map(textAt);
    for (const [index, word] of words.entries()) {
      const inline = /^(?:--tag|--destination|-t)=(.+)$/s.exec(word ?? '')?.[1];
      if (inline !== undefined) add(inline);
      else if (word === '-t' || word === '--tag') add(words[index + 1]);
    }
    if (words[0] === 'tag') add(words[2]);
  }
  return built;
}

/** The same name however its substitutions are written. */
export function plainName(text: string): string {
  return text.replace(/\$\{(\w+)\}/g, '$$$1');
}
