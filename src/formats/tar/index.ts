/** Tar archives, as far as their headers go: who reads one decides where its bytes are. */
export {
  blockBytes,
  padding,
  type RawHeader,
  readPaxRecords,
  readTarHeader,
  tarEnd,
  tarHeader,
} from './header.ts';
