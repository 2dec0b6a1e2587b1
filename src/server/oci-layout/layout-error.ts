/**
 * Why an image layout cannot be read, or an image not be written to one. The set is closed:
 * - `not-a-layout`: there is no image layout, or one of a version that is not known.
 * - `malformed`: a file of it is not what the specification says. `too-large`: larger than such a file ever is.
 * - `unsafe`: a link or a special file where content should be, a path that leads elsewhere.
 * - `wrong-content`: bytes that are not what a descriptor says.
 * - `missing`: something that is referred to is not there.
 * - `unnamed`: what an image is called cannot be told. `no-rule`: no cache rule serves what it is called.
 * - `exists`: something is in the place that a layout is to be written to.
 */
export interface LayoutError {
  readonly code:
    | 'not-a-layout'
    | 'malformed'
    | 'too-large'
    | 'unsafe'
    | 'wrong-content'
    | 'missing'
    | 'unnamed'
    | 'no-rule'
    | 'exists';
  /** One sentence; it begins with the place in the layout. */
  readonly message: string;
}
