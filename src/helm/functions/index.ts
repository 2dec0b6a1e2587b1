import { access } from './access.ts';
import { cases } from './cases.ts';
import { compare } from './compare.ts';
import { conversion } from './conversion.ts';
import { dates } from './dates.ts';
import { dicts } from './dicts.ts';
import { encoding } from './encoding.ts';
import { json } from './json.ts';
import { lists } from './lists.ts';
import { logic } from './logic.ts';
import { math } from './math.ts';
import { opaques } from './opaque.ts';
import { paths } from './paths.ts';
import { print } from './print.ts';
import { reflection } from './reflection.ts';
import { regexps } from './regexps.ts';
import { strings } from './strings.ts';
import { toml } from './toml/index.ts';
import type { TemplateFunction } from './types.ts';
import { urls } from './urls.ts';
import { versions } from './versions.ts';
import { width } from './width.ts';
import { yaml } from './yaml.ts';

/** All functions of templates that need nothing but their arguments, by name. */
export const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  [
    access,
    cases,
    compare,
    conversion,
    dates,
    dicts,
    encoding,
    json,
    lists,
    logic,
    math,
    opaques,
    regexps,
    paths,
    print,
    reflection,
    strings,
    toml,
    urls,
    versions,
    width,
    yaml,
  ].flatMap(Object.entries),
);
