/** Resolves with the signal that asks the program to stop. A second one then ends it at once, as it would without us. */
export function stopSignal(): Promise<'SIGINT' | 'SIGTERM'> {
  return new Promise((resolve) => {
    const heard = (signal: 'SIGINT' | 'SIGTERM'): void => {
      process.off('SIGINT', heard).off('SIGTERM', heard);
      resolve(signal);
    };
    process.on('SIGINT', heard).on('SIGTERM', heard);
  });
}
