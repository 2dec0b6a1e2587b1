import type { Span } from '../../text/span.ts';

/** An element, with what it holds. Attributes and namespaces are left out: no reader of ours needs them. */
export interface XmlElement {
  /** As it is written, with its prefix. */
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** The text directly in it, without white space around it; empty where there is none. */
  readonly text: XmlText;
}

/** The text of an element. */
export interface XmlText {
  /** Entities resolved. */
  readonly value: string;
  /** From its first to its last character. */
  readonly span: Span;
  /** The value is the text at the span, character by character. */
  readonly verbatim: boolean;
}
