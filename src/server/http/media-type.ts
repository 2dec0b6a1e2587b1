/** A media type without parameters (RFC 9110, 8.3.1): nothing else becomes a Content-Type, whoever sent or stored it. */
const mediaType = /^[!#$%&'*+.^_`|~\w-]{1,127}\/[!#$%&'*+.^_`|~\w-]{1,127}$/;

export function isMediaType(text: string): boolean {
  return mediaType.test(text);
}
