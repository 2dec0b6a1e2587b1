/** Of files without an ending the name tells. */
export const endings: readonly string[] = [
  '',
  '.mk',
  '.mak',
  '.make',
  '.common',
  '.docker',
  '.local',
  '.ci',
  '.inc',
  '.include',
  '.in',
];

/** `Makefile`, `GNUmakefile`, `Makefile.docker`, `docker.mk`, `Makefile.common.mk`. */
const MAKEFILE =
  /(?:^|\/)(?:(?:GNU|BSD)?[Mm]akefile(?:\.(?:common|docker|local|ci|inc|include|in))?|[^/]*\.(?:mk|mak|make))$/;

export function isMakefile(path: string): boolean {
  return MAKEFILE.test(path);
}
