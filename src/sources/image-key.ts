/**
 * A key that says its value is an image: `image`, `_image`, `initImage`, `coreDNSImage`, `postgres_image`, `image-name`,
 * `containerImageRef`.
 * Derived words are not: `imagePullPolicy`, `imageURL`, `imageFamily`.
 */
const IMAGE_KEY =
  /(?:^_?image|[a-zA-Z0-9]Image|[a-zA-Z0-9][_-]image)(?:[_-]?(?:[Nn]ame|[Rr]ef|[Rr]eference|[Uu]ri|URI|PullSpec))?$/;

/** Images of machines, of disks and for the eye. */
const OTHER_IMAGE_KEY =
  /^(?:backing|vm|os|osDisk|baseOS|machine|boot|disk|root|rootfs|cover|hero|background|preview|logo|icon|og|thumbnail|banner|profile)[_-]?image/i;

export function isImageKey(key: string): boolean {
  return IMAGE_KEY.test(key) && !OTHER_IMAGE_KEY.test(key);
}

/** A key whose value lists images: `images`, `preLoadImages`, `extra_images`. */
export function isImageListKey(key: string): boolean {
  return key.endsWith('s') && isImageKey(key.slice(0, -1));
}
