/** The store's images as OCI image layouts, out and in: what a machine without a network is fed with. */
export { type Exported, exportLayout, isArchive } from './export-layout.ts';
export { type Imported, importLayout } from './import-layout.ts';
export type { LayoutError } from './layout-error.ts';
export { openLayoutSource } from './open-source.ts';
export { openStore } from './open-store.ts';
export { placeImages, upstreamOf } from './place-images.ts';
export { readLayoutIndex } from './read-index.ts';
export {
  listStoredImages,
  nameOf,
  type OpenedStore,
  readStoredImage,
  type StoredImage,
  storedTag,
} from './stored-images.ts';
