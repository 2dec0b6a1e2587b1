export function number(value: number | undefined, digits?: number): string;
export function table(title: string, header: readonly string[], rows: readonly (readonly unknown[])[]): void;
