/** Words of names that scripts put in the place of a tag: `CONTAINER_IMAGES_TAG`, `GIT_SHA`. */
const WORDS: ReadonlySet<string> = new Set(
  `TAG TAGS IMAGETAG VERSION APPVERSION SHA HASH COMMIT DIGEST BRANCH PLACEHOLDER REPLACE REPLACEME REPLACED CHANGE CHANGEME
  YOUR TODO TBD FIXME`.split(/\s+/),
);

/** Nothing but capitals: `RELEASE.2024-01-01T00-00-00Z`, `LTS` and `V1_2` are tags of their publishers. */
const CAPITALS = /^[A-Z][A-Z0-9]*(?:[_.-][A-Z0-9]+)*$/;

/** `IMAGE_BUILD`: variables are written like that, tags without a digit are not. */
const VARIABLE = /^[A-Z]+(?:_[A-Z]+)+$/;

const MARKED = /^(?:__[A-Za-z][A-Za-z0-9_.-]*__|_+[A-Z][A-Z0-9_]*_+)$/;

const SPELLED =
  /placeholder|^(?:v?x\.[xy](?:\.[xz])?|(?:(?:your|my|the|some|image|docker|release|app|build|new|git|commit)[_-])?(?:tag|version|sha|imagetag)|(?:re|to[_-]?be[_-]?re)place(?:d|[_-]?(?:me|this))|change[_-]?me|to[_-]be[_-](?:set|defined|filled)|tbd|todo|fixme)$/i;

/** Whether a tag says that something else puts a version in its place: `TAG`, `__VERSION__`, `replace-me`, `x.y.z`. */
export function isTagStandIn(tag: string): boolean {
  if (CAPITALS.test(tag) && (VARIABLE.test(tag) || tag.split(/[_.-]/).some((word) => WORDS.has(word))))
    return true;
  return MARKED.test(tag) || SPELLED.test(tag);
}

/** Names that nobody gives to an image: what is deployed has another one put in their place. */
const NAME =
  /^(?:image[_-]?)?(?:placeholder|replace[_-]?me|change[_-]?me|to[_-]be[_-]replaced|replaced[_-]by[_-][a-z-]+|overridden|overwritten)(?:[_-]?image)?$/;

/** Whether a whole reference, without tag and registry, says that another one is put in its place: `placeholder`. */
export function isNameStandIn(name: string): boolean {
  return NAME.test(name);
}
