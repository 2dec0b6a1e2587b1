declare const __PULLTHROUGH_VERSION__: string;

/** The package's version, written in when the bundle is built. */
export const version: string = __PULLTHROUGH_VERSION__;
