import { defaultMaxBytes, hintPattern, readText, walk } from '../host/index.ts';

/** The flags that let kustomize run programs, each where a file of the repository gives it. */
export interface PluginFlags {
  /** `--enable-alpha-plugins`: the file, from the root; undefined where none has it. */
  readonly plugins: string | undefined;
  /** `--enable-exec`. */
  readonly exec: string | undefined;
}

const hints = hintPattern(['enable-alpha-plugins', 'enable_alpha_plugins', 'enable-exec', 'enable_exec']);
const PLUGINS = /--enable[-_]alpha[-_]plugins\b(?!=(?:false|0)\b)/;
const EXEC = /--enable[-_]exec\b(?!=(?:false|0)\b)/;
const COMMENT = /^\s*(?:#|\/\/)/;
/** What is written for people builds nothing. */
const PROSE = /\.(?:md|markdown|mdx|rst|adoc|txt)$/i;

/**
 * Looks for the flags in every text of the repository: pipelines, Makefiles, scripts, the options of Argo CD. Which
 * kustomization a command builds is not told.
 */
export function findPluginFlags(root: string): PluginFlags {
  let plugins: string | undefined;
  let exec: string | undefined;
  for (const entry of walk({ root })) {
    if (plugins !== undefined && exec !== undefined) break;
    if (entry.kind !== 'file' || PROSE.test(entry.path)) continue;
    const content = readText(entry.absolute, {
      maxBytes: defaultMaxBytes,
      ...(hints === undefined ? {} : { hints }),
    });
    if (content.kind !== 'text') continue;
    const lines = content.text.split('\n').filter((line) => !COMMENT.test(line));
    if (lines.some((line) => PLUGINS.test(line))) plugins ??= entry.path;
    if (lines.some((line) => EXEC.test(line))) exec ??= entry.path;
  }
  return { plugins, exec };
}
