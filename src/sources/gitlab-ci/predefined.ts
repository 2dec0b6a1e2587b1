import { madeFragment } from '../../text/index.ts';
import { type TextValue, unknownValue } from '../text-values.ts';

/** Names of GitLab's own proxy of Docker Hub, which stand for a host and a path before an image. */
const DEPENDENCY_PROXY: RegExp = /^CI_DEPENDENCY_PROXY_(?:DIRECT_)?GROUP_IMAGE_PREFIX$/;

export const PROXY_REASON =
  "GitLab's dependency proxy pulls it from Docker Hub; its address is known only to GitLab";

/** The value of a variable that no file sets. */
export function predefined(name: string): readonly TextValue[] {
  // GitLab's own templates take their images from here (GitLab, "Predefined CI/CD variables reference").
  if (name === 'CI_TEMPLATE_REGISTRY_HOST') {
    const text = 'registry.gitlab.com';
    return [{ fragments: [madeFragment(text)], origin: [] }];
  }
  if (DEPENDENCY_PROXY.test(name)) return [unknownValue(PROXY_REASON)];
  if (/^(?:CI|GITLAB)_/.test(name)) return [unknownValue(`${name} is set by GitLab when the pipeline runs`)];
  return [unknownValue(`variable ${name} has no value here`)];
}
