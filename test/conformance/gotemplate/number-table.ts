export interface NumberRow {
  readonly int?: bigint;
  readonly uint?: bigint;
  readonly float?: number;
  readonly complex?: readonly [real: number, imaginary: number];
}

/** Constants of parse_test.go in Go's text/template/parse, with their value in every type that can hold it. */
export const numberRows: readonly (readonly [text: string, value: NumberRow])[] = [
  ['0', { int: 0n, uint: 0n, float: 0 }],
  ['-0', { int: 0n, uint: 0n, float: 0 }],
  ['73', { int: 73n, uint: 73n, float: 73 }],
  ['7_3', { int: 73n, uint: 73n, float: 73 }],
  ['0b10_010_01', { int: 73n, uint: 73n, float: 73 }],
  ['0B10_010_01', { int: 73n, uint: 73n, float: 73 }],
  ['073', { int: 59n, uint: 59n, float: 59 }],
  ['0o73', { int: 59n, uint: 59n, float: 59 }],
  ['0O73', { int: 59n, uint: 59n, float: 59 }],
  ['0x73', { int: 115n, uint: 115n, float: 115 }],
  ['0X73', { int: 115n, uint: 115n, float: 115 }],
  ['0x7_3', { int: 115n, uint: 115n, float: 115 }],
  ['-73', { int: -73n, float: -73 }],
  ['+73', { int: 73n, float: 73 }],
  ['100', { int: 100n, uint: 100n, float: 100 }],
  ['1e9', { int: 1000000000n, uint: 1000000000n, float: 1000000000 }],
  ['-1e9', { int: -1000000000n, float: -1000000000 }],
  ['-1.2', { float: -1.2 }],
  ['1e19', { uint: 10000000000000000000n, float: 10000000000000000000 }],
  ['1e1_9', { uint: 10000000000000000000n, float: 10000000000000000000 }],
  ['1E19', { uint: 10000000000000000000n, float: 10000000000000000000 }],
  ['-1e19', { float: -10000000000000000000 }],
  ['0x_1p4', { int: 16n, uint: 16n, float: 16 }],
  ['0X_1P4', { int: 16n, uint: 16n, float: 16 }],
  ['0x_1p-4', { float: 0.0625 }],
  ['4i', { complex: [0, 4] }],
  ['-1.2+4.2i', { complex: [-1.2, 4.2] }],
  ['073i', { complex: [0, 73] }],
  ['0i', { int: 0n, uint: 0n, float: 0, complex: [0, 0] }],
  ['-1.2+0i', { float: -1.2, complex: [-1.2, 0] }],
  ['-12+0i', { int: -12n, float: -12, complex: [-12, 0] }],
  ['13+0i', { int: 13n, uint: 13n, float: 13, complex: [13, 0] }],
  ['0123', { int: 83n, uint: 83n, float: 83 }],
  ['-0x0', { int: 0n, uint: 0n, float: 0 }],
  ['0xdeadbeef', { int: 3735928559n, uint: 3735928559n, float: 3735928559 }],
  ["'a'", { int: 97n, uint: 97n, float: 97 }],
  ["'\\n'", { int: 10n, uint: 10n, float: 10 }],
  ["'\\\\'", { int: 92n, uint: 92n, float: 92 }],
  ["'\\''", { int: 39n, uint: 39n, float: 39 }],
  ["'\\xFF'", { int: 255n, uint: 255n, float: 255 }],
  ["'パ'", { int: 12497n, uint: 12497n, float: 12497 }],
  ["'\\u30d1'", { int: 12497n, uint: 12497n, float: 12497 }],
  ["'\\U000030d1'", { int: 12497n, uint: 12497n, float: 12497 }],
  ['0xef', { int: 239n, uint: 239n, float: 239 }],
];

/** What is no constant, though it begins like one. */
export const brokenNumbers: readonly string[] = [
  '+-2',
  '0x123.',
  '1e.',
  '0xi.',
  '1+2.',
  "'x",
  "'xx'",
  "'433937734937734969526500969526500'",
];
