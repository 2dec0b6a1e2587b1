/** A text and its tokens: `⟨kind value⟩`, or `⟨kind@offset value⟩`. */
export type LexRow = readonly [text: string, tokens: string];

/** The inputs of lex_test.go in Go's text/template/parse, with what Go's lexer makes of them. */
export const lexRows: readonly LexRow[] = [
  ['', '⟨end-of-text⟩'],
  [' \t\n', '⟨text  \t\n⟩⟨end-of-text⟩'],
  ['now is the time', '⟨text now is the time⟩⟨end-of-text⟩'],
  [
    'hello-{{/* this is a comment */}}-world',
    '⟨text hello-⟩⟨comment /* this is a comment */⟩⟨text -world⟩⟨end-of-text⟩',
  ],
  [
    '{{,@% }}',
    '⟨left-delimiter {{⟩⟨punctuation ,⟩⟨punctuation @⟩⟨punctuation %⟩⟨space  ⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    '{{((3))}}',
    '⟨left-delimiter {{⟩⟨left-parenthesis (⟩⟨left-parenthesis (⟩⟨number 3⟩⟨right-parenthesis )⟩⟨right-parenthesis )⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  ['{{}}', '⟨left-delimiter {{⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  ['{{for}}', '⟨left-delimiter {{⟩⟨identifier for⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  [
    '{{block "foo" .}}',
    '⟨left-delimiter {{⟩⟨block block⟩⟨space  ⟩⟨string "foo"⟩⟨space  ⟩⟨dot .⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  ['{{"abc \\n\\t\\" "}}', '⟨left-delimiter {{⟩⟨string "abc \\n\\t\\" "⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  ['{{`abc\\n\\t\\" `}}', '⟨left-delimiter {{⟩⟨raw-string `abc\\n\\t\\" `⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  [
    '{{`now is{{\n}}the time`}}',
    '⟨left-delimiter {{⟩⟨raw-string `now is{{\n}}the time`⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    '{{1 02 0x14 0X14 -7.2i 1e3 1E3 +1.2e-4 4.2i 1+2i 1_2 0x1.e_fp4 0X1.E_FP4}}',
    '⟨left-delimiter {{⟩⟨number 1⟩⟨space  ⟩⟨number 02⟩⟨space  ⟩⟨number 0x14⟩⟨space  ⟩⟨number 0X14⟩⟨space  ⟩⟨number -7.2i⟩⟨space  ⟩⟨number 1e3⟩⟨space  ⟩⟨number 1E3⟩⟨space  ⟩⟨number +1.2e-4⟩⟨space  ⟩⟨number 4.2i⟩⟨space  ⟩⟨complex 1+2i⟩⟨space  ⟩⟨number 1_2⟩⟨space  ⟩⟨number 0x1.e_fp4⟩⟨space  ⟩⟨number 0X1.E_FP4⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    "{{'a' '\\n' '\\'' '\\\\' '\\u00FF' '\\xFF' '本'}}",
    "⟨left-delimiter {{⟩⟨character-constant 'a'⟩⟨space  ⟩⟨character-constant '\\n'⟩⟨space  ⟩⟨character-constant '\\''⟩⟨space  ⟩⟨character-constant '\\\\'⟩⟨space  ⟩⟨character-constant '\\u00FF'⟩⟨space  ⟩⟨character-constant '\\xFF'⟩⟨space  ⟩⟨character-constant '本'⟩⟨right-delimiter }}⟩⟨end-of-text⟩",
  ],
  ['{{true false}}', '⟨left-delimiter {{⟩⟨bool true⟩⟨space  ⟩⟨bool false⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  ['{{.}}', '⟨left-delimiter {{⟩⟨dot .⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  ['{{nil}}', '⟨left-delimiter {{⟩⟨nil nil⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  [
    '{{.x . .2 .x.y.z}}',
    '⟨left-delimiter {{⟩⟨field .x⟩⟨space  ⟩⟨dot .⟩⟨space  ⟩⟨number .2⟩⟨space  ⟩⟨field .x⟩⟨field .y⟩⟨field .z⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    '{{range if else end with}}',
    '⟨left-delimiter {{⟩⟨range range⟩⟨space  ⟩⟨if if⟩⟨space  ⟩⟨else else⟩⟨space  ⟩⟨end end⟩⟨space  ⟩⟨with with⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    '{{$c := printf $ $hello $23 $ $var.Field .Method}}',
    '⟨left-delimiter {{⟩⟨variable $c⟩⟨space  ⟩⟨declare :=⟩⟨space  ⟩⟨identifier printf⟩⟨space  ⟩⟨variable $⟩⟨space  ⟩⟨variable $hello⟩⟨space  ⟩⟨variable $23⟩⟨space  ⟩⟨variable $⟩⟨space  ⟩⟨variable $var⟩⟨field .Field⟩⟨space  ⟩⟨field .Method⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  ['{{$x 23}}', '⟨left-delimiter {{⟩⟨variable $x⟩⟨space  ⟩⟨number 23⟩⟨right-delimiter }}⟩⟨end-of-text⟩'],
  [
    'intro {{echo hi 1.2 |noargs|args 1 "hi"}} outro',
    '⟨text intro ⟩⟨left-delimiter {{⟩⟨identifier echo⟩⟨space  ⟩⟨identifier hi⟩⟨space  ⟩⟨number 1.2⟩⟨space  ⟩⟨pipe |⟩⟨identifier noargs⟩⟨pipe |⟩⟨identifier args⟩⟨space  ⟩⟨number 1⟩⟨space  ⟩⟨string "hi"⟩⟨right-delimiter }}⟩⟨text  outro⟩⟨end-of-text⟩',
  ],
  [
    '{{$v := 3}}',
    '⟨left-delimiter {{⟩⟨variable $v⟩⟨space  ⟩⟨declare :=⟩⟨space  ⟩⟨number 3⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    '{{$v , $w := 3}}',
    '⟨left-delimiter {{⟩⟨variable $v⟩⟨space  ⟩⟨punctuation ,⟩⟨space  ⟩⟨variable $w⟩⟨space  ⟩⟨declare :=⟩⟨space  ⟩⟨number 3⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    '{{(.X).Y}}',
    '⟨left-delimiter {{⟩⟨left-parenthesis (⟩⟨field .X⟩⟨right-parenthesis )⟩⟨field .Y⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  [
    'hello- {{- 3 -}} -world',
    '⟨text hello-⟩⟨left-delimiter {{⟩⟨number 3⟩⟨right-delimiter }}⟩⟨text -world⟩⟨end-of-text⟩',
  ],
  ['hello- {{- /* hello */ -}} -world', '⟨text hello-⟩⟨comment /* hello */⟩⟨text -world⟩⟨end-of-text⟩'],
  ['#{{\u0001}}', '⟨text #⟩⟨left-delimiter {{⟩⟨error unrecognized character in action: U+0001⟩'],
  ['{{', '⟨left-delimiter {{⟩⟨error unclosed action⟩'],
  ['{{range', '⟨left-delimiter {{⟩⟨range range⟩⟨error unclosed action⟩'],
  ['{{"\n"}}', '⟨left-delimiter {{⟩⟨error unterminated quoted string⟩'],
  ['{{`xx}}', '⟨left-delimiter {{⟩⟨error unterminated raw quoted string⟩'],
  ["{{'\n}}", '⟨left-delimiter {{⟩⟨error unterminated character constant⟩'],
  ['{{3k}}', '⟨left-delimiter {{⟩⟨error bad number syntax: "3k"⟩'],
  ['{{(3}}', '⟨left-delimiter {{⟩⟨left-parenthesis (⟩⟨number 3⟩⟨error unclosed left paren⟩'],
  ['{{3)}}', '⟨left-delimiter {{⟩⟨number 3⟩⟨error unexpected right paren⟩'],
  [
    '{{|||||}}',
    '⟨left-delimiter {{⟩⟨pipe |⟩⟨pipe |⟩⟨pipe |⟩⟨pipe |⟩⟨pipe |⟩⟨right-delimiter }}⟩⟨end-of-text⟩',
  ],
  ['hello-{{/*/}}-world', '⟨text hello-⟩⟨error unclosed comment⟩'],
  ['hello-{{/* */ }}-world', '⟨text hello-⟩⟨error comment ends before closing delimiter⟩'],
  ['hello-{.}}-world', '⟨text hello-{.}}-world⟩⟨end-of-text⟩'],
];

/** With `$$` and `@@` in place of braces. */
export const delimiterRows: readonly LexRow[] = [
  [
    '$$,@%{{}}@@',
    '⟨left-delimiter $$⟩⟨punctuation ,⟩⟨punctuation @⟩⟨punctuation %⟩⟨punctuation {⟩⟨punctuation {⟩⟨punctuation }⟩⟨punctuation }⟩⟨right-delimiter @@⟩⟨end-of-text⟩',
  ],
  ['$$@@', '⟨left-delimiter $$⟩⟨right-delimiter @@⟩⟨end-of-text⟩'],
  ['$$for@@', '⟨left-delimiter $$⟩⟨identifier for⟩⟨right-delimiter @@⟩⟨end-of-text⟩'],
  ['$$"abc \\n\\t\\" "@@', '⟨left-delimiter $$⟩⟨string "abc \\n\\t\\" "⟩⟨right-delimiter @@⟩⟨end-of-text⟩'],
  ['$$`abc\\n\\t\\" `@@', '⟨left-delimiter $$⟩⟨raw-string `abc\\n\\t\\" `⟩⟨right-delimiter @@⟩⟨end-of-text⟩'],
];

/** With the places of the tokens. */
export const placeRows: readonly LexRow[] = [
  ['', '⟨end-of-text@0⟩'],
  [
    '{{,@%#}}',
    '⟨left-delimiter@0 {{⟩⟨punctuation@2 ,⟩⟨punctuation@3 @⟩⟨punctuation@4 %⟩⟨punctuation@5 #⟩⟨right-delimiter@6 }}⟩⟨end-of-text@8⟩',
  ],
  [
    '0123{{hello}}xyz',
    '⟨text@0 0123⟩⟨left-delimiter@4 {{⟩⟨identifier@6 hello⟩⟨right-delimiter@11 }}⟩⟨text@13 xyz⟩⟨end-of-text@16⟩',
  ],
  [
    '{{x -}}\n{{y}}',
    '⟨left-delimiter@0 {{⟩⟨identifier@2 x⟩⟨right-delimiter@5 }}⟩⟨left-delimiter@8 {{⟩⟨identifier@10 y⟩⟨right-delimiter@11 }}⟩⟨end-of-text@13⟩',
  ],
  [
    '{{x}}\n{{- y}}',
    '⟨left-delimiter@0 {{⟩⟨identifier@2 x⟩⟨right-delimiter@3 }}⟩⟨left-delimiter@6 {{⟩⟨identifier@10 y⟩⟨right-delimiter@11 }}⟩⟨end-of-text@13⟩',
  ],
  [
    '{{/*\n*/}}\n{{undefinedFunction "test"}}',
    '⟨comment@2 /*\n*/⟩⟨text@9 \n⟩⟨left-delimiter@10 {{⟩⟨identifier@12 undefinedFunction⟩⟨space@29  ⟩⟨string@30 "test"⟩⟨right-delimiter@36 }}⟩⟨end-of-text@38⟩',
  ],
];
