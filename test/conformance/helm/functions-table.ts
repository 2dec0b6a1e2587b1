import type { TemplateTable } from './language-table.ts';

export const ownValues = `map: {foo: bar}
more: {baz: [1, 2, 3]}
toml: |
  hello = "world"
nestedToml: |
  [table]
  key = "v"
  [table.sub]
  key = "w"
arrayToml: |
  [[row]]
  a = 1
  [[row]]
  b = 2.5
yamlList: "- one\\n- 2\\n- name: x\\n"
flow: '["one", 2, {"name": "x"}]'
merge: {dict: {a: {b: c}}, yaml: '{"a":{"b":"d"}}'}
`;

/** Helm's own functions (4.2.3, pkg/engine/funcs.go). */
export const ownTable: TemplateTable = {
  'YAML and JSON': [
    ['{{ toYaml .Values.map }}', 'foo: bar'],
    ['{{ toYamlPretty .Values.more }}', 'baz:\n  - 1\n  - 2\n  - 3'],
    ['{{ mustToYaml .Values.map }}', 'foo: bar'],
    ['{{ toJson .Values.map }}', '{"foo":"bar"}'],
    ['{{ fromYaml "hello: world" }}', 'map[hello:world]'],
    ['{{ fromYamlArray .Values.yamlList }}', '[one 2 map[name:x]]'],
    ['{{ fromYamlArray .Values.flow }}', '[one 2 map[name:x]]'],
    [
      '{{ fromYaml .Values.yamlList }}',
      'map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}]',
    ],
    [
      '{{ fromYaml .Values.flow }}',
      'map[Error:error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}]',
    ],
    [
      '{{ fromYamlArray "hello: world" }}',
      '[error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go value of type []interface {}]',
    ],
    [
      '{{ fromJson "{\\"hello\\":\\"world\\"}" }} {{ fromJson .Values.flow }} {{ fromJsonArray .Values.flow }} {{ fromJsonArray "{\\"hello\\":\\"world\\"}" }}',
      'map[hello:world] map[Error:json: cannot unmarshal array into Go value of type map[string]interface {}] [one 2 map[name:x]] [json: cannot unmarshal object into Go value of type []interface {}]',
    ],
    ['{{ merge .Values.merge.dict (fromYaml .Values.merge.yaml) }}', 'map[a:map[b:c]]'],
    ['{{ merge (fromYaml .Values.merge.yaml) .Values.merge.dict }}', 'map[a:map[b:d]]'],
    ['{{ lookup "v1" "Namespace" "" "x" }}', 'map[]'],
    ['{{ lookup "v1" "Pod" "default" "" | len }}', '0'],
    ['{{ (lookup "v1" "Pod" "" "").items | len }}', 'ERR'],
    ['{{ toYaml nil }}', 'null'],
    ['{{ toYaml "" }}', '""'],
    ['{{ toYaml 1 }}', '1'],
    ['{{ toYaml list }}', '[]'],
    ['{{ toYaml dict }}', '{}'],
    ['{{ toYaml true }}', 'true'],
    ['{{ toJson nil }}', 'null'],
    ['{{ toJson "<&>" }}', '"\\u003c\\u0026\\u003e"'],
    ['{{ toYaml "a: b" }}', "'a: b'"],
    ['{{ toYaml "1" }}', '"1"'],
    ['{{ toYaml (dict "z" 1 "a" (list 1 (dict "b" 2))) }}', 'a:\n- 1\n- b: 2\nz: 1'],
    ['{{ fromYaml "" }}', 'map[]'],
    ['{{ fromYaml "a: 1.0" }}', 'map[a:1]'],
    ['{{ fromYaml "a: [" | keys }}', '[Error]'],
    ['{{ fromYamlArray "" }}', '[]'],
    ['{{ fromYaml "~" }}', 'map[]'],
    ['{{ fromYaml "- a" | keys }}', '[Error]'],
    ['{{ fromJson "" }}', 'map[Error:unexpected end of JSON input]'],
    ['{{ hasKey (fromJson "nul") "Error" }}', 'true'],
    ['{{ hasKey (fromJson "[1,]") "Error" }}', 'true'],
    ['{{ fromJsonArray "[1,]" | len }}', '1'],
    ['{{ fromJson "null" }}', 'map[]'],
    ['{{ fromJsonArray "null" }}', '[]'],
  ],
  'TOML written': [
    ['{{ toToml .Values.map }}', 'foo = "bar"\n'],
    ['{{ mustToToml .Values.map }}', 'foo = "bar"\n'],
    ['{{ toToml (dict "mast" (dict "sail" "white")) }}', '[mast]\n  sail = "white"\n'],
    [
      '{{ toToml (dict "a" 1 "b" 2.5 "c" true "d" "x\\"y\\n" "e" (list 1 2) "f" (list) "g" (dict) "h" (list (dict "a" 1) (dict "b" 2)) "i" 3.0 "j" (list (list 1) (list "a"))) }}',
      'a = 1\nb = 2.5\nc = true\nd = "x\\"y\\n"\ne = [1, 2]\nf = []\ni = 3.0\nj = [[1], ["a"]]\n\n[g]\n\n[[h]]\n  a = 1\n\n[[h]]\n  b = 2\n',
    ],
    ['{{ toToml (dict "a" nil) }}', ''],
    ['{{ toToml (dict) }}', ''],
    [
      '{{ toToml (dict "a b" 1 "" 2 "é" 3 "x.y" (dict "z w" (dict "q" 1))) }}',
      '"" = 2\n"a b" = 1\n"é" = 3\n\n["x.y"]\n  ["x.y"."z w"]\n    q = 1\n',
    ],
    ['{{ toToml (list 1) }}', '[1]'],
    ['{{ toToml (list (dict "a" 1)) }}', 'toml: top-level values must be Go maps or structs'],
    ['{{ toToml "x" }}', '"x"'],
    ['{{ toToml 1 }}', '1'],
    ['{{ toToml true }}', 'true'],
    ['{{ toToml 1.5 }}', '1.5'],
    ['{{ toToml nil }}', 'ERR error calling toToml: reflect: call of reflect.Value.Type on zero Value'],
    ['{{ toToml (dict "a" (list 1 nil)) }}', 'toml: cannot encode array with nil element'],
    [
      '{{ mustToToml (dict "a" (list 1 nil)) }}',
      'ERR error calling mustToToml: toml: cannot encode array with nil element',
    ],
    [
      '{{ toToml (dict "a" (list (dict "b" (list (dict "c" 1)))) "z" (dict "y" (dict "x" (dict "w" 1)))) }}',
      '[[a]]\n\n  [[a.b]]\n    c = 1\n\n[z]\n  [z.y]\n    [z.y.x]\n      w = 1\n',
    ],
    ['{{ toToml (dict "a" (list 1 (dict "b" 2))) }}', 'a = [1, {b = 2}]\n'],
    [
      '{{ toToml (dict "a" 1e21 "b" 1e-7 "c" 100000000.0 "d" -0.0 "e" 123456789012345680.0) }}',
      'a = 1e+21\nb = 1e-07\nc = 1e+08\nd = -0.0\ne = 1.2345678901234568e+17\n',
    ],
    [
      '{{ toToml (dict "a" "tab\\there" "b" "\\u0001" "c" "\\u007f" "d" "back\\\\slash") }}',
      'a = "tab\\there"\nb = "\\u0001"\nc = "\\u007f"\nd = "back\\\\slash"\n',
    ],
    ['{{ toToml (dict "d" (toDate "2006-01-02" "2020-02-29")) }}', 'd = 2020-02-29T00:00:00Z\n'],
    ['{{ toToml .Values.more }}', 'baz = [1.0, 2.0, 3.0]\n'],
    ['{{ toToml (dict "t" (dict) "u" (dict "v" (dict))) }}', '[t]\n\n[u]\n  [u.v]\n'],
  ],
  'TOML read': [
    ['{{ fromToml .Values.toml }}', 'map[hello:world]'],
    ['{{ fromToml .Values.nestedToml }}', 'map[table:map[key:v sub:map[key:w]]]'],
    ['{{ fromToml .Values.arrayToml | toJson }}', '{"row":[{"a":1},{"b":2.5}]}'],
    ['{{ fromToml "one" }}', "map[Error:toml: line 1: unexpected EOF; expected key separator '=']"],
    ['{{ fromToml "" }}', 'map[]'],
    ['{{ fromToml "# only\\n" }}', 'map[]'],
    [
      '{{ fromToml "a = 1\\nb = -17\\nc = +99\\nd = 1_000\\ne = 0xDEAD_beef\\nf = 0o755\\ng = 0b1101" }}',
      'map[a:1 b:-17 c:99 d:1000 e:3735928559 f:493 g:13]',
    ],
    ['{{ typeOf (fromToml "a = 1").a }}', 'int64'],
    [
      '{{ fromToml "a = 1.0\\nb = -0.5\\nc = 5e+22\\nd = 6.626e-34\\ne = 9_224.445_617\\nf = inf\\ng = -inf\\nh = nan" }}',
      'map[a:1 b:-0.5 c:5e+22 d:6.626e-34 e:9224.445617 f:+Inf g:-Inf h:NaN]',
    ],
    ['{{ typeOf (fromToml "a = 1.0").a }}', 'float64'],
    ['{{ fromToml "a = true\\nb = false" }}', 'map[a:true b:false]'],
    [
      '{{ fromToml "a = \\"x\\\\ty\\\\\\"z\\\\\\\\ \\\\u00e9 \\\\U0001F600\\\\n\\"" }} {{ fromToml "a = \'C:\\\\x\'" }} {{ fromToml "a = \\"\\"\\"\\none\\ntwo \\\\\\n   three\\"\\"\\"" }} {{ fromToml "a = \'\'\'\\nraw \\\\n\\n\'x\'\\n\'\'\'" }} {{ fromToml "a = \\"\\"\\"a \\"quoted\\" \\"\\"\\"\\"\\"" }}',
      'map[a:x\ty"z\\ é 😀\n] map[a:C:\\x] map[a:one\ntwo three] map[a:raw \\n\n\'x\'\n] map[a:a "quoted" ""]',
    ],
    [
      '{{ fromToml "a.b.c = 1\\na.d = 2\\n\\"x y\\".z = 3\\n\'q\'.r = 4\\n3.14 = \'pi\'" | toJson }}',
      '{"3":{"14":"pi"},"a":{"b":{"c":1},"d":2},"q":{"r":4},"x y":{"z":3}}',
    ],
    [
      '{{ fromToml "[a.b]\\nc = 1\\n[a]\\nd = 2\\n[a . e]\\nf = 3" | toJson }}',
      '{"a":{"b":{"c":1},"d":2,"e":{"f":3}}}',
    ],
    [
      "{{ fromToml \"a = [1, 2, 3,]\\nb = []\\nc = [\\n 1, # one\\n 'x',\\n [2.5]\\n]\\nd = {x = 1, y.z = 'w'}\\ne = {}\" | toJson }}",
      '{"a":[1,2,3],"b":[],"c":[1,"x",[2.5]],"d":{"x":1,"y":{"z":"w"}},"e":{}}',
    ],
    [
      '{{ fromToml "[[a]]\\nx = 1\\n[a.b]\\ny = 2\\n[[a.c]]\\nz = 3\\n[[a]]\\nx = 4" | toJson }}',
      '{"a":[{"b":{"y":2},"c":[{"z":3}],"x":1},{"x":4}]}',
    ],
    [
      '{{ fromToml "d = 1979-05-27T07:32:00Z\\ne = 1979-05-27\\nf = 07:32:00\\ng = 1979-05-27 07:32:00.5" }}',
      'map[d:1979-05-27 07:32:00 +0000 UTC e:1979-05-27 00:00:00 +0000 date-local f:0000-01-01 07:32:00 +0000 time-local g:1979-05-27 07:32:00.5 +0000 datetime-local]',
    ],
    ['{{ typeOf (fromToml "d = 1979-05-27T07:32:00Z").d }}', 'time.Time'],
    ['{{ (fromToml "d = 1979-05-27T07:32:00Z").d.Year }}', '1979'],
    ['{{ fromToml "a = 1 # c\\r\\nb = 2\\r\\n" }}', 'map[a:1 b:2]'],
    ['{{ fromToml "\\ta = 1" }}', 'map[a:1]'],
    [
      '{{ fromToml "a = 1\\na = 2" }}',
      'map[Error:toml: line 2 (last key "a"): Key \'a\' has already been defined.]',
    ],
    ['{{ fromToml "[a]\\n[a]" }}', "map[Error:toml: line 2: Key 'a' has already been defined.]"],
    ['{{ fromToml "a = " }}', 'map[Error:toml: line 1 (last key "a"): unexpected EOF; expected value]'],
    [
      '{{ fromToml "a = 1 b = 2" }}',
      "map[Error:toml: line 1: expected a top-level item to end with a newline, comment, or EOF, but got 'b' instead]",
    ],
    ['{{ fromToml "a = \\"x" }}', 'map[Error:toml: line 1 (last key "a"): unexpected EOF; expected \'"\']'],
    [
      '{{ fromToml "a = [1, 2" }}',
      "map[Error:toml: line 1 (last key \"a\"): expected a comma (',') or array terminator (']'), but got end of file]",
    ],
    [
      '{{ fromToml "a = 01" }}',
      'map[Error:toml: line 1 (last key "a"): Invalid integer "01": cannot have leading zeroes]',
    ],
    ['{{ fromToml "= 1" }}', "map[Error:toml: line 1: unexpected '=': key name appears blank]"],
    [
      '{{ fromToml "a = 1__0" }}',
      'map[Error:toml: line 1 (last key "a"): Invalid integer "1__0": underscores must be surrounded by digits]',
    ],
    [
      '{{ fromToml "a = 99999999999999999999" }}',
      'map[Error:toml: line 1 (last key "a"): 99999999999999999999 is out of range for int64]',
    ],
    [
      '{{ fromToml "a = 1.\\n" }}',
      'map[Error:toml: line 1 (last key "a"): Invalid float "1.": \'.\' must be followed by one or more digits]',
    ],
    [
      '{{ fromToml "a = {x = 1" }}',
      'map[Error:toml: line 1 (last key "a.x"): expected a comma or an inline table terminator \'}\', but got end of file instead]',
    ],
    ['{{ fromToml "a = 1\\n[a]\\nb = 2" }}', "map[Error:toml: line 2: Key 'a' has already been defined.]"],
    [
      '{{ fromToml "a = {x = 1}\\n[a]\\ny = 2" }}',
      "map[Error:toml: line 2: Key 'a' has already been defined.]",
    ],
    [
      '{{ fromToml "a = yes" }}',
      'map[Error:toml: line 1 (last key "a"): expected value but found "yes" instead]',
    ],
    [
      '{{ fromToml "a = \\"\\\\q\\"" }}',
      'map[Error:toml: line 1 (last key "a"): invalid escape in string \'\\q\']',
    ],
    [
      '{{ fromToml "[]\\n" }}',
      'map[Error:toml: line 1: unexpected end of table name (table names cannot be empty)]',
    ],
    ['{{ fromToml "a..b = 1" }}', "map[Error:toml: line 1: unexpected '.']"],
    ['{{ fromToml "[[a]]\\n[a]" }}', "map[Error:toml: line 2: Key 'a' has already been defined.]"],
    [
      '{{ fromToml "a = [1]\\n[[a]]" }}',
      "map[Error:toml: line 2: Key 'a' was already created and cannot be used as an array.]",
    ],
    [
      '{{ fromToml "a.b = 1\\na.b.c = 2" }}',
      'map[Error:toml: line 2 (last key "a.b.c"): Key \'a.b\' has already been defined.]',
    ],
    ['{{ fromToml "hello = [[[[[[1]]]]]]" | toJson }}', '{"hello":[[[[[[1]]]]]]}'],
    [
      '{{ fromToml "a = 2020-13-01" }}',
      'map[Error:toml: line 1 (last key "a"): invalid datetime: "2020-13-01"]',
    ],
    [
      '{{ fromToml "a = tru" }}',
      'map[Error:toml: line 1 (last key "a"): expected value but found "tru" instead]',
    ],
    ['{{ fromToml "a = 1.5.3" }}', 'map[Error:toml: line 1 (last key "a"): Invalid float value: "1.5.3"]'],
    [
      '{{ fromToml "a = \\"\\n\\"" }}',
      'map[Error:toml: line 1 (last key "a"): strings cannot contain newlines]',
    ],
  ],
};
