import { setFlagsFromString } from 'node:v8';

/**
 * Settings of the process that serves. What a transfer leaves behind dies young, however small the space for it is: without a
 * limit that space grows to 32 MiB, and collecting it costs the same processor time (measured with 64 transfers: 135 MiB
 * resident against 116).
 */
export function settleProcess(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
