import { knownText } from '../../formats/interpolation/index.ts';
import { referenceOf } from '../interpolated-text.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import { includesOf } from './include-entries.ts';
import type { Project } from './project.ts';
import { add, type Reader, reportImage, type Sighting } from './reader.ts';
import { isArtefact, isRemote, OCI_LENGTH } from './remote.ts';

const pull: Sighting = { purpose: 'pull', reach: 'default' };

/** What a file includes from elsewhere: its images are not visible. Files of the tree are read where they are. */
export function readIncludes(project: Project, reader: Reader): void {
  const { source, variables, context } = reader;
  for (const { paths } of includesOf(project, source, variables.scope)) {
    for (const { scalar, path, expansion } of paths) {
      const text = knownText(expansion.value);
      const hidden = (reason: string): void =>
        add(
          { span: scalar.content, value: text, unresolved: { code: 'not-visible', reason } },
          path,
          pull,
          reader,
        );
      const { unresolved } = referenceOf(expansion, scalar.content, source.path);
      if (unresolved !== undefined) {
        add({ span: scalar.content, value: text, unresolved }, path, pull, reader);
      } else if (isRemote(text)) {
        if (isArtefact(text)) {
          const at = { scalar, source, use: scalar.content };
          reportImage(at, path, pull, reader, (whole) => ({ start: OCI_LENGTH, end: whole.length }));
        }
        hidden('the Compose file is in a repository or registry, and so are the images that it names');
      } else if (context.fileAt !== undefined) {
        const included = pathFrom(folderOf(source.path), text);
        if (included === undefined || context.fileAt(included) === undefined)
          hidden(`the Compose file ${text} is not here`);
      }
    }
  }
}
