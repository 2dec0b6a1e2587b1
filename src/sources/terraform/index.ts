import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { MODULE_FILES, moduleOf, moduleScope, parsed } from './module.ts';
import { calledImages, newCalls } from './module-calls.ts';
import { hasResources, readResources } from './read-resources.ts';
import { variableImages } from './variable-images.ts';

/**
 * Terraform and OpenTofu: the images of Helm releases' values and of the resources that name one themselves. Variables have
 * their defaults and what `*.auto.tfvars` give them; the other files of the directory are read for that alone.
 */
export const terraform: Source = {
  id: 'terraform',
  endings: ['.tf', '.tofu', '.tfvars'],
  claims: (path) => /\.(?:tf|tofu|tfvars)$/.test(path),
  // A module of the repository has an image of what it is given, whatever that is called.
  hints: ['helm_release', 'image', 'docker_container_name', 'google_cloudbuild_trigger', '"./', '"../'],
  extract: extractTerraform,
};

function extractTerraform(source: SourceText, context: ExtractContext): Extraction {
  if (source.path.endsWith('.tfvars')) return variableImages(source);
  const wrong = parsed(source).problems.map(({ span, message }) => ({ span, message }));
  if (!hasResources(source)) return { found: [], problems: wrong };
  const scope = moduleScope(moduleOf(context.neighbours?.(MODULE_FILES) ?? [source]), source.path);
  const calls = newCalls(context);
  const { found, problems, requests } = readResources(source, scope, {
    nested: true,
    ...(calls === undefined ? {} : { called: (call) => calledImages(call, calls) }),
  });
  return {
    found,
    problems: [...wrong, ...problems],
    ...(requests.length === 0 ? {} : { requests }),
  };
}
