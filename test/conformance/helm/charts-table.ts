type Files = Readonly<Record<string, string>>;

export interface ValuesCase {
  readonly what: string;
  readonly files: Files;
  readonly given: string;
  /** The subcharts that are on, below their parents. */
  readonly charts?: unknown;
  /** Left out where Helm refuses them. */
  readonly values?: unknown;
}

/** Which subcharts of a chart are on, and with what values, as Helm 4.2.3 has it (pkg/chart/common/util, pkg/chart/v2/util). */
export const valuesCases: readonly ValuesCase[] = [
  {
    what: 'the whole of coalescing: given, defaults, subcharts, globals, nulls',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: fleet\nversion: 1.0.0\ndependencies:\n- {name: tug, version: "1.0.0"}\n- {name: barge, version: "1.0.0"}\n',
      'values.yaml':
        'kept: default\nlost: default\nblank: default\nname: fleet\nin: {hull: true}\nrole: fleet\nglobal: {marks: {a: fleet}}\ntug: {hull: maybe, dinghy: {hull: maybe, in: {hull: maybe}}}\n',
      'charts/tug/Chart.yaml':
        'apiVersion: v2\nname: tug\nversion: 1.0.0\ndependencies:\n- {name: dinghy, version: "1.0.0"}\n',
      'charts/tug/values.yaml':
        'name: tug\nrole: tug\nglobal: {marks: {b: tug}}\nhull: false\ndinghy: {hull: false, in: {hull: false}}\n',
      'charts/tug/charts/dinghy/Chart.yaml': 'apiVersion: v2\nname: dinghy\nversion: 1.0.0\n',
      'charts/tug/charts/dinghy/values.yaml':
        'global: {in: {x: bar, x2: bar2}, marks: {c: dinghy}}\nrole: dinghy\nname: dinghy\nhull: true\nin: {x: false, hull: true}\nthing: {x: bar}\n',
      'charts/barge/Chart.yaml': 'apiVersion: v2\nname: barge\nversion: 1.0.0\n',
      'charts/barge/values.yaml': 'role: barge\nglobal: {marks: {b: barge}}\n',
    },
    given:
      'kept: given\nlost: null\nother: ~\nblank: ""\nin: {hull: null}\nglobal: {owner: Ann, subject: Bob, in: {hull: true}}\ntug:\n  hull: null\n  global: {owner: Cy, mate: Dan, in: {hull: false, sail: true, x2: null}}\n  dinghy: {role: lifeboat, hull: null, in: {x: true, hull: null}, thing: null}\n',
    charts: { fleet: ['barge', { tug: ['dinghy'] }] },
    values: {
      barge: {
        global: { in: { hull: true }, marks: { a: 'fleet', b: 'barge' }, owner: 'Ann', subject: 'Bob' },
        role: 'barge',
      },
      blank: '',
      global: { in: { hull: true }, marks: { a: 'fleet' }, owner: 'Ann', subject: 'Bob' },
      in: {},
      kept: 'given',
      name: 'fleet',
      other: null,
      role: 'fleet',
      tug: {
        dinghy: {
          global: {
            in: { hull: true, sail: true, x: 'bar' },
            marks: { a: 'fleet', b: 'tug', c: 'dinghy' },
            mate: 'Dan',
            owner: 'Ann',
            subject: 'Bob',
          },
          in: { x: true },
          name: 'dinghy',
          role: 'lifeboat',
        },
        global: {
          in: { hull: true, sail: true, x2: null },
          marks: { a: 'fleet', b: 'tug' },
          mate: 'Dan',
          owner: 'Ann',
          subject: 'Bob',
        },
        name: 'tug',
        role: 'tug',
      },
    },
  },
  {
    what: 'null for a table that is empty by default stays',
    files: { 'Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\n', 'values.yaml': 'data: {}\n' },
    given: 'data: {a: b, c: null}',
    charts: 'one',
    values: { data: { a: 'b', c: null } },
  },
  {
    what: 'null by default of a subchart is not there',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: sub, version: "1.0.0"}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'map: {secret: null}\n',
    },
    given: '',
    charts: { top: ['sub'] },
    values: { sub: { global: {}, map: {} } },
  },
  {
    what: 'null that is given takes a default of a subchart away',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: sub, version: "1.0.0"}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'key: default\n',
    },
    given: 'sub: {key: null}',
    charts: { top: ['sub'] },
    values: { sub: { global: {} } },
  },
  {
    what: 'null by default of a subchart does not hide a global',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: sub, version: "1.0.0"}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'ingress: {feature: null}\n',
    },
    given: 'global: {ingress: {feature: true}}',
    charts: { top: ['sub'] },
    values: {
      global: { ingress: { feature: true } },
      sub: { global: { ingress: { feature: true } }, ingress: {} },
    },
  },
  {
    what: 'null by default of a subchart is not there beside what is given',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: sub, version: "1.0.0"}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'map: {secret: null, format: a}\n',
    },
    given: 'sub: {map: {format: b}}',
    charts: { top: ['sub'] },
    values: { sub: { global: {}, map: { format: 'b', secret: null } } },
  },
  {
    what: 'a table is not replaced by what is none, nor the other way',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: sub, version: "1.0.0"}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'boat: true\nspear: {tip: true, sail: {cotton: true}}\n',
    },
    given: 'sub: {boat: {mast: true}, spear: {tip: {sharp: true}, sail: true}}',
    charts: { top: ['sub'] },
    values: { sub: { boat: { mast: true }, global: {}, spear: { sail: true, tip: { sharp: true } } } },
  },
  {
    what: 'values of a chart with a name like a key',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: test\nversion: 1.0.0\ndependencies:\n- {name: where, version: "1.0.0"}\n',
      'values.yaml': 'name: Al\nwhere: {city: Basra, title: caliph}\n',
      'charts/where/Chart.yaml': 'apiVersion: v2\nname: where\nversion: 1.0.0\n',
    },
    given: 'name: Ha\nwhere: {city: Bagdad, date: "809"}',
    charts: { test: ['where'] },
    values: { name: 'Ha', where: { city: 'Bagdad', date: '809', global: {}, title: 'caliph' } },
  },
  {
    what: 'subcharts: a tag that nothing has',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'tags: {nothing: false}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      front: { a: { global: {} }, b: { global: {} }, global: {} },
      store: { global: {}, true: false },
      tags: { data: false, nothing: false, web: true },
    },
  },
  {
    what: 'subcharts: a tag off',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'tags: {web: false}',
    charts: { shop: ['store'] },
    values: { store: { global: {}, true: false }, tags: { data: false, web: false } },
  },
  {
    what: 'subcharts: a tag off, another on',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'tags: {web: false, data: true}',
    charts: { shop: [{ back: ['b', 'c'] }, { store: ['b', 'c'] }] },
    values: {
      back: { b: { global: {} }, c: { global: {} }, global: {} },
      store: { b: { global: {} }, c: { global: {} }, global: {}, true: false },
      tags: { data: true, web: false },
    },
  },
  {
    what: 'subcharts: tags of subcharts off, that of their group on',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'tags: {a: false, b: false}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      front: { a: { global: {} }, b: { global: {} }, global: {} },
      store: { global: {}, true: false },
      tags: { a: false, b: false, data: false, web: true },
    },
  },
  {
    what: 'subcharts: a tag of the group off, of one chart on',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'tags: {web: false, front: true, data: false}',
    charts: { shop: ['front', 'store'] },
    values: {
      front: { global: {} },
      store: { global: {}, true: false },
      tags: { data: false, front: true, web: false },
    },
  },
  {
    what: 'subcharts: conditions on, tags of theirs off',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'front: {on: true}\nback: {on: true}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      back: { true: true },
      front: { a: { global: {} }, b: { global: {} }, global: {}, true: true },
      store: { global: {}, true: false },
      tags: { data: false, web: true },
    },
  },
  {
    what: 'subcharts: conditions off',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'front: {on: false}\nback: {on: false}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      back: { true: false },
      front: { a: { global: {} }, b: { global: {} }, global: {}, true: false },
      store: { global: {}, true: false },
      tags: { data: false, web: true },
    },
  },
  {
    what: 'subcharts: the second condition of a subchart',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'front: {a: {on: false}}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      front: { a: { global: {}, true: false }, b: { global: {} }, global: {} },
      store: { global: {}, true: false },
      tags: { data: false, web: true },
    },
  },
  {
    what: 'subcharts: a tag on, one condition off',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'back: {c: {on: false}}\ntags: {data: true}',
    charts: { shop: [{ back: ['b', 'c'] }, { front: ['a', 'b'] }, { store: ['b', 'c'] }] },
    values: {
      back: { b: { global: {} }, c: { global: {}, true: false }, global: {} },
      front: { a: { global: {} }, b: { global: {} }, global: {} },
      store: { b: { global: {} }, c: { global: {} }, global: {}, true: false },
      tags: { data: true, web: true },
    },
  },
  {
    what: 'subcharts: a condition off, its tag on',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'front: {on: false}\ntags: {web: true}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      front: { a: { global: {} }, b: { global: {} }, global: {}, true: false },
      store: { global: {}, true: false },
      tags: { data: false, web: true },
    },
  },
  {
    what: 'subcharts: an alias',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'front: {on: false}\nstore: {on: true, b: {on: true}}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      front: { a: { global: {} }, b: { global: {} }, global: {}, true: false },
      store: { b: { true: true }, global: {}, true: true },
      tags: { data: false, web: true },
    },
  },
  {
    what: 'subcharts: a condition that is a text',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'front: {on: "no"}',
    charts: { shop: ['store', { front: ['a', 'b'] }] },
    values: {
      front: { a: { global: {} }, b: { global: {} }, global: {}, true: 'no' },
      store: { global: {}, true: false },
      tags: { data: false, web: true },
    },
  },
  {
    what: 'subcharts: a condition that is no path',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: front, version: "1.0.0", condition: "front.on", tags: [web,front]}\n- {name: back, version: "1.0.0", condition: "back.on", tags: [data,back]}\n- {name: back, version: "1.0.0", alias: store, condition: "store.on"}\n',
      'values.yaml': 'tags: {web: true, data: false}\nstore: {on: false}\n',
      'charts/front/Chart.yaml':
        'apiVersion: v2\nname: front\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on,front.a.on", tags: [web,a]}\n- {name: b, version: "1.0.0", condition: "b.on", tags: [web,b]}\n',
      'charts/front/charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/front/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/Chart.yaml':
        'apiVersion: v2\nname: back\nversion: 1.0.0\ndependencies:\n- {name: b, version: "1.0.0", condition: "b.on", tags: [data,b]}\n- {name: c, version: "1.0.0", condition: "c.on,back.c.on", tags: [data,c]}\n',
      'charts/back/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
      'charts/back/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    },
    given: 'front: 3',
  },
  {
    what: 'what is imported from subcharts, and what is stronger',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: mid, version: "1.0.0", import-values: [{child: data, parent: got}, {child: data, parent: over}, {child: low.data, parent: low}, shared]}\n',
      'values.yaml':
        'over: {bool: false, num: 3.14, more: 1}\nmid: {data: {extra: set by the top}}\nnil: null\nlow: {int: 808}\n',
      'charts/mid/Chart.yaml':
        'apiVersion: v2\nname: mid\nversion: 1.0.0\ndependencies:\n- {name: low, version: "1.0.0", import-values: [{child: data, parent: lowdata}, {child: ".", parent: whole}, up]}\n',
      'charts/mid/values.yaml':
        'data: {bool: true, num: 2.5, int: 100, text: wood}\nexports: {shared: {one: 1965, global: {deep: {er: x}}}}\nlow: {data: {more: 1.337}}\n',
      'charts/mid/charts/low/Chart.yaml': 'apiVersion: v2\nname: low\nversion: 1.0.0\n',
      'charts/mid/charts/low/values.yaml':
        'data: {bool: false, int: 55, text: jab, deep: {er: true}}\nexports: {up: {two: blaster}}\n',
    },
    given: '',
    charts: { top: [{ mid: ['low'] }] },
    values: {
      global: { deep: { er: 'x' } },
      got: { bool: true, extra: 'set by the top', int: 100, num: 2.5, text: 'wood' },
      low: { bool: false, deep: { er: true }, int: 808, more: 1.337, text: 'jab' },
      mid: {
        data: { bool: true, extra: 'set by the top', int: 100, num: 2.5, text: 'wood' },
        exports: { shared: { global: { deep: { er: 'x' } }, one: 1965 } },
        global: { deep: { er: 'x' } },
        low: {
          data: { bool: false, deep: { er: true }, int: 55, more: 1.337, text: 'jab' },
          exports: { up: { two: 'blaster' } },
          global: { deep: { er: 'x' } },
        },
        lowdata: { bool: false, deep: { er: true }, int: 55, more: 1.337, text: 'jab' },
        two: 'blaster',
      },
      one: 1965,
      over: { bool: false, extra: 'set by the top', int: 100, more: 1, num: 3.14, text: 'wood' },
    },
  },
  {
    what: 'what is given is stronger than what is imported',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: mid, version: "1.0.0", import-values: [{child: data, parent: got}, {child: data, parent: over}, {child: low.data, parent: low}, shared]}\n',
      'values.yaml':
        'over: {bool: false, num: 3.14, more: 1}\nmid: {data: {extra: set by the top}}\nnil: null\nlow: {int: 808}\n',
      'charts/mid/Chart.yaml':
        'apiVersion: v2\nname: mid\nversion: 1.0.0\ndependencies:\n- {name: low, version: "1.0.0", import-values: [{child: data, parent: lowdata}, {child: ".", parent: whole}, up]}\n',
      'charts/mid/values.yaml':
        'data: {bool: true, num: 2.5, int: 100, text: wood}\nexports: {shared: {one: 1965, global: {deep: {er: x}}}}\nlow: {data: {more: 1.337}}\n',
      'charts/mid/charts/low/Chart.yaml': 'apiVersion: v2\nname: low\nversion: 1.0.0\n',
      'charts/mid/charts/low/values.yaml':
        'data: {bool: false, int: 55, text: jab, deep: {er: true}}\nexports: {up: {two: blaster}}\n',
    },
    given: 'got: {int: 1}\nlow: {int: 2}\nmid: {data: {text: given}}',
    charts: { top: [{ mid: ['low'] }] },
    values: {
      global: { deep: { er: 'x' } },
      got: { bool: true, extra: 'set by the top', int: 1, num: 2.5, text: 'wood' },
      low: { bool: false, deep: { er: true }, int: 2, more: 1.337, text: 'jab' },
      mid: {
        data: { bool: true, extra: 'set by the top', int: 100, num: 2.5, text: 'given' },
        exports: { shared: { global: { deep: { er: 'x' } }, one: 1965 } },
        global: { deep: { er: 'x' } },
        low: {
          data: { bool: false, deep: { er: true }, int: 55, more: 1.337, text: 'jab' },
          exports: { up: { two: 'blaster' } },
          global: { deep: { er: 'x' } },
        },
        lowdata: { bool: false, deep: { er: true }, int: 55, more: 1.337, text: 'jab' },
        two: 'blaster',
      },
      one: 1965,
      over: { bool: false, extra: 'set by the top', int: 100, more: 1, num: 3.14, text: 'wood' },
    },
  },
  {
    what: 'top, imported, default: in this order',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: all\nversion: 1.0.0\ndependencies:\n- {name: one, version: "1.0.0"}\n- {name: two, version: "1.0.0"}\n- {name: three, version: "1.0.0"}\n- {name: four, version: "1.0.0"}\n',
      'values.yaml': 'one: {service: {port: 3456}}\n',
      'charts/one/Chart.yaml':
        'apiVersion: v2\nname: one\nversion: 1.0.0\ndependencies:\n- {name: lib, version: "1.0.0"}\n',
      'charts/one/values.yaml': 'service: {port: 1234}\n',
      'charts/one/charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
      'charts/one/charts/lib/values.yaml': 'exports: {defaults: {service: {port: 9090}}}\n',
      'charts/two/Chart.yaml':
        'apiVersion: v2\nname: two\nversion: 1.0.0\ndependencies:\n- {name: lib, version: "1.0.0", import-values: [defaults]}\n',
      'charts/two/values.yaml': 'service: {port: 8080}\n',
      'charts/two/charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
      'charts/two/charts/lib/values.yaml': 'exports: {defaults: {service: {port: 9090}}}\n',
      'charts/three/Chart.yaml':
        'apiVersion: v2\nname: three\nversion: 1.0.0\ndependencies:\n- {name: lib, version: "1.0.0", import-values: [defaults]}\n',
      'charts/three/values.yaml': '',
      'charts/three/charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
      'charts/three/charts/lib/values.yaml': 'exports: {defaults: {service: {port: 9090}}}\n',
      'charts/four/Chart.yaml':
        'apiVersion: v2\nname: four\nversion: 1.0.0\ndependencies:\n- {name: lib, version: "1.0.0"}\n',
      'charts/four/values.yaml': 'service: {port: 1234}\n',
      'charts/four/charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
      'charts/four/charts/lib/values.yaml': 'exports: {defaults: {service: {port: 9090}}}\n',
    },
    given: '',
    charts: { all: [{ four: ['lib'] }, { one: ['lib'] }, { three: ['lib'] }, { two: ['lib'] }] },
    values: {
      four: {
        global: {},
        lib: { exports: { defaults: { service: { port: 9090 } } }, global: {} },
        service: { port: 1234 },
      },
      one: {
        global: {},
        lib: { exports: { defaults: { service: { port: 9090 } } }, global: {} },
        service: { port: 3456 },
      },
      three: {
        global: {},
        lib: { exports: { defaults: { service: { port: 9090 } } }, global: {} },
        service: { port: 9090 },
      },
      two: {
        global: {},
        lib: { exports: { defaults: { service: { port: 9090 } } }, global: {} },
        service: { port: 8080 },
      },
    },
  },
  {
    what: 'what two aliases import',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: base, version: "1.0.0", alias: foo, import-values: [{child: defaults, parent: foo-defaults}]}\n- {name: base, version: "1.0.0", alias: bar, import-values: [{child: defaults, parent: bar-defaults}]}\n',
      'charts/base/Chart.yaml':
        'apiVersion: v2\nname: base\nversion: 1.0.0\ndependencies:\n- {name: grand, version: "1.0.0", import-values: [{child: defaults, parent: defaults}]}\n',
      'charts/base/charts/grand/Chart.yaml': 'apiVersion: v2\nname: grand\nversion: 1.0.0\n',
      'charts/base/charts/grand/values.yaml': 'defaults: {value: "42"}\n',
    },
    given: '',
    charts: { top: [{ bar: ['grand'] }, { foo: ['grand'] }] },
    values: {
      bar: { defaults: { value: '42' }, global: {}, grand: { defaults: { value: '42' }, global: {} } },
      'bar-defaults': { value: '42' },
      foo: { defaults: { value: '42' }, global: {}, grand: { defaults: { value: '42' }, global: {} } },
      'foo-defaults': { value: '42' },
    },
  },
  {
    what: 'a dependency that is not there',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: gone, version: "1.0.0"}\n',
      'charts/here/Chart.yaml': 'apiVersion: v2\nname: here\nversion: 1.0.0\n',
    },
    given: '',
    charts: { top: ['here'] },
    values: { here: { global: {} } },
  },
  {
    what: 'a dependency in another version',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: here, version: "2.x"}\n',
      'charts/here/Chart.yaml': 'apiVersion: v2\nname: here\nversion: 1.0.0\n',
    },
    given: '',
    charts: { top: ['here'] },
    values: { here: { global: {} } },
  },
  {
    what: 'a dependency in a range',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: here, version: ">=1.0.0-0 <2"}\n',
      'charts/here/Chart.yaml': 'apiVersion: v2\nname: here\nversion: 1.0.0\n',
    },
    given: '',
    charts: { top: ['here'] },
    values: { here: { global: {} } },
  },
  {
    what: 'listed twice, once under an alias',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: here, version: "1.0.0"}\n- {name: here, version: "1.0.0", alias: there}\n- {name: other, version: "1.0.0"}\n',
      'charts/here/Chart.yaml':
        'apiVersion: v2\nname: here\nversion: 1.0.0\ndependencies:\n- {name: leaf, version: "1.0.0"}\n',
      'charts/here/charts/leaf/Chart.yaml': 'apiVersion: v2\nname: leaf\nversion: 1.0.0\n',
      'charts/other/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
    },
    given: '',
    charts: { top: ['other', { here: ['leaf'] }, { there: ['leaf'] }] },
    values: {
      here: { global: {}, leaf: { global: {} } },
      other: { global: {} },
      there: { global: {}, leaf: { global: {} } },
    },
  },
  {
    what: 'aliased twice, with what it needs',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: here, version: "1.0.0", alias: p}\n- {name: here, version: "1.0.0", alias: q}\n',
      'charts/here/Chart.yaml':
        'apiVersion: v2\nname: here\nversion: 1.0.0\ndependencies:\n- {name: leaf, version: "1.0.0"}\n',
      'charts/here/charts/leaf/Chart.yaml': 'apiVersion: v2\nname: leaf\nversion: 1.0.0\n',
    },
    given: 'p: {leaf: {x: 1}}',
    charts: { top: [{ p: ['leaf'] }, { q: ['leaf'] }] },
    values: { p: { global: {}, leaf: { global: {}, x: 1 } }, q: { global: {}, leaf: { global: {} } } },
  },
  {
    what: 'nothing listed, two there',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: top\nversion: 1.0.0\n',
      'charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
    },
    given: '',
    charts: { top: ['a', 'b'] },
    values: { a: { global: {} }, b: { global: {} } },
  },
  {
    what: 'one listed, two there',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0"}\n',
      'charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
    },
    given: '',
    charts: { top: ['a', 'b'] },
    values: { a: { global: {} }, b: { global: {} } },
  },
  {
    what: 'requirements.yaml of a chart of v1',
    files: {
      'Chart.yaml': 'apiVersion: v1\nname: old\nversion: 1.0.0\n',
      'requirements.yaml': 'dependencies:\n- {name: a, version: "1.0.0", condition: "a.on"}\n',
      'charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    },
    given: 'a: {on: false}',
    charts: { old: ['a'] },
    values: { a: { global: {}, true: false } },
  },
  {
    what: 'requirements.yaml of a chart of v2',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: new\nversion: 1.0.0\n',
      'requirements.yaml': 'dependencies:\n- {name: a, version: "1.0.0", condition: "a.on"}\n',
      'charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    },
    given: 'a: {on: false}',
    charts: { 'new': ['a'] },
    values: { a: { global: {}, true: false } },
  },
  {
    what: 'imports that are not there',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", import-values: [none, {child: x.y, parent: z}]}\n',
      'charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/a/values.yaml': 'x: {y: 3}\n',
    },
    given: '',
    charts: { top: ['a'] },
    values: { a: { global: {}, x: { true: 3 } } },
  },
  {
    what: 'imports of a subchart that is off',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: a, version: "1.0.0", condition: "a.on", import-values: [{child: x, parent: z}]}\n',
      'charts/a/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/a/values.yaml': 'x: {y: 3}\n',
    },
    given: 'a: {on: false}',
    charts: { top: ['a'] },
    values: { a: { global: {}, true: false, x: { true: 3 } }, z: { true: 3 } },
  },
];

export interface PrintedCase {
  readonly what: string;
  readonly files: Files;
  readonly given: string;
  /** Without what begins with an underscore. */
  readonly printed: Files;
}

/** What the engine of Helm 4.2.3 prints (pkg/engine). */
export const printedCases: readonly PrintedCase[] = [
  {
    what: 'texts of values, of nothing and of the network',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\n',
      'values.yaml': 'outer: DEFAULT\ninner: DEFAULT\n',
      'templates/a': '{{ .Values.outer | title }} {{ .Values.inner | title }}',
      'templates/b': '{{ .Values.global.me | lower }}',
      'templates/c': '{{ .noValue }}',
      'templates/d': '{{ toJson .Values }}',
      'templates/e': '{{ getHostByName "helm.sh" }}',
    },
    given: 'outer: spouter\ninner: inn\nglobal: {me: Ann}',
    printed: {
      'one/templates/a': 'Spouter Inn',
      'one/templates/b': 'ann',
      'one/templates/c': '',
      'one/templates/d': '{"global":{"me":"Ann"},"inner":"inn","outer":"spouter"}',
      'one/templates/e': '',
    },
  },
  {
    what: 'a template of another file, of a later name',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\n',
      'templates/a': '{{ template "one/templates/z" dict "v" "x" }}',
      'templates/z': '{{ upper (default "z" .v) }}',
    },
    given: '',
    printed: { 'one/templates/a': 'X', 'one/templates/z': 'Z' },
  },
  {
    what: 'IsRoot',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: p\nversion: 1.0.0\n',
      'templates/r': '{{ .Chart.IsRoot }}',
      'charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'charts/c/templates/r': '{{ .Chart.IsRoot }}',
    },
    given: '',
    printed: { 'p/charts/c/templates/r': 'false', 'p/templates/r': 'true' },
  },
  {
    what: 'what a subchart defines',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: p\nversion: 1.0.0\n',
      'templates/o': 'Hello {{ template "block" }}',
      'charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'charts/c/templates/i': '{{ define "block" }}World{{ end }}',
    },
    given: '',
    printed: { 'p/charts/c/templates/i': '', 'p/templates/o': 'Hello World' },
  },
  {
    what: 'scopes of subcharts',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: top\nversion: 1.0.0\n',
      'values.yaml': 'what: weed\nwho: me\nmid: {who: time, what: Sun}\n',
      'templates/o': '{{ .Values.what }}',
      'templates/s': '{{ .Subcharts.mid.Subcharts.low.Values.where }} {{ .Subcharts.mid.Values.what }}',
      'charts/mid/Chart.yaml': 'apiVersion: v2\nname: mid\nversion: 1.0.0\n',
      'charts/mid/values.yaml': 'who: Rob\nwhat: glasses\n',
      'charts/mid/templates/i': '{{ .Values.who }}',
      'charts/mid/charts/low/Chart.yaml': 'apiVersion: v2\nname: low\nversion: 1.0.0\n',
      'charts/mid/charts/low/values.yaml': 'what: shake\nwhere: here\n',
      'charts/mid/charts/low/templates/i': '{{ .Values.what }} {{ .Values.global.when }}',
      'charts/mid/charts/low/templates/r': '{{ default "x" .Release.Name }}',
    },
    given: 'what: buds\nmid: {low: {what: flower, where: there}}\nglobal: {when: now}',
    printed: {
      'top/charts/mid/charts/low/templates/i': 'flower now',
      'top/charts/mid/charts/low/templates/r': 'release-name',
      'top/charts/mid/templates/i': 'time',
      'top/templates/o': 'buds',
      'top/templates/s': 'there Sun',
    },
  },
  {
    what: 'names, files and those of subcharts',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: Troy\nversion: 1.0.0\n',
      'templates/a': '{{ .Template.Name }}{{ .Chart.Name }}{{ .Release.Name }}',
      'templates/b': '{{ .Subcharts.Latium.Chart.Name }} {{ .Subcharts.Latium.Files.author | printf "%s" }}',
      'charts/Latium/Chart.yaml': 'apiVersion: v2\nname: Latium\nversion: 1.0.0\n',
      'charts/Latium/templates/l': '{{ .Template.Name }}',
      'charts/Latium/templates/f': '{{ .Files.author | printf "%s" }} {{ .Files.Get "book/title.txt" }}',
      'charts/Latium/author': 'Vergil',
      'charts/Latium/book/title.txt': 'Aeneid',
    },
    given: '',
    printed: {
      'Troy/charts/Latium/templates/f': 'Vergil Aeneid',
      'Troy/charts/Latium/templates/l': 'Troy/charts/Latium/templates/l',
      'Troy/templates/a': 'Troy/templates/aTroyrelease-name',
      'Troy/templates/b': 'Latium Vergil',
    },
  },
  {
    what: 'include of a file, indented',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'templates/q': '{{ include "c/templates/_p" . | indent 2 }} end',
      'templates/_p': '{{ .Release.Name }} - he',
    },
    given: '',
    printed: { 'c/templates/q': '  release-name - he end' },
  },
  {
    what: 'required that is there',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'values.yaml': 'who: us\nsize: 2\n',
      'templates/q': '{{ required "who?" .Values.who }} {{ required "size?" .Values.size }}',
    },
    given: '',
    printed: { 'c/templates/q': 'us 2' },
  },
  {
    what: 'tpl: values, functions, includes, files within files, definitions',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'values.yaml': 'v: mine\nf1: one.txt\nf2: two.txt\n',
      'one.txt': '{{ tpl (.Files.Get .Values.f2) . }}',
      'two.txt': '{{ include "fn" . }}{{ define "in" }}content{{ end }} {{ include "in" . }}',
      'templates/a': '{{ tpl "V: {{ .Values.v }}" . }}',
      'templates/b': '{{ tpl "V: {{ .Values.v | quote }}" . }}',
      'templates/c': '{{ tpl "{{ include `c/templates/_p` . | quote }}" . }}',
      'templates/_p': '{{ .Template.Name }}',
      'templates/_fn': '{{ define "fn" }}fn{{ end }}',
      'templates/d': '{{ tpl (.Files.Get .Values.f1) . }}',
      'templates/e':
        '[{{ tpl "" . }}][{{ tpl "{{ \\"\\" }}" . }}][{{ tpl "{{ define \\"no\\" }}x{{ end }}" . }}][{{ tpl "{{ .Values.none }}" . }}]',
    },
    given: '',
    printed: {
      'c/templates/a': 'V: mine',
      'c/templates/b': 'V: "mine"',
      'c/templates/c': '"c/templates/c"',
      'c/templates/d': 'fn content',
      'c/templates/e': '[][][][]',
    },
  },
  {
    what: 'tpl: what .Template is',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'values.yaml': 'dot: {Template: {BasePath: path, Name: name, Field: field}}\n',
      'templates/a':
        '{{ tpl "{{ .Template.BasePath }}" . }} {{ tpl "{{ .Template.Name }}" . }} {{ tpl "{{ .Template.BasePath }}" .Values.dot }} {{ tpl "{{ .Template.Name }}" .Values.dot }} {{ tpl "{{ .Template.Field }}" .Values.dot }}',
    },
    given: '',
    printed: { 'c/templates/a': 'c/templates c/templates/a path name field' },
  },
  {
    what: 'tpl: what it defines again holds within it alone',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'values.yaml':
        'p: "{{ define \\"p\\" }}again{{ end }}tpl: {{ include \\"p\\" . }}"\nm: "{{ define \\"p\\" }}mid{{ end }}{{ include \\"p\\" . }} {{ tpl .Values.i . }} {{ include \\"p\\" . }}"\ni: "{{ define \\"p\\" }}inner{{ end }}{{ include \\"p\\" . }} {{ include \\"q\\" . }}"\n',
      'templates/_h': '{{ define "p" }}first{{ end }}',
      'templates/a': '{{ include "p" . }} {{ tpl .Values.p . }} {{ include "p" . }}',
      'templates/b':
        '{{ define "q" }}Q{{ end }}{{ include "p" . }} {{ tpl .Values.m . }} {{ include "p" . }}',
    },
    given: '',
    printed: { 'c/templates/a': 'first tpl: again first', 'c/templates/b': 'first mid inner Q mid first' },
  },
  {
    what: 'nulls by default are not printed',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies:\n- {name: sub, version: "1.0.0"}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'map: {secret: null}\n',
      'charts/sub/templates/t':
        '{{ if hasKey .Values.map "secret" }}{{ printf "%s" (index .Values.map "secret") }}{{ else }}fallback{{ end }}',
    },
    given: '',
    printed: { 'top/charts/sub/templates/t': 'fallback' },
  },
  {
    what: 'the same template again and again',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'templates/_f': '{{ define "f" }}{{ printf "x\\n" }}{{ end }}',
      'templates/a': '{{ include "f" . }}'.repeat(500),
    },
    given: '',
    printed: { 'c/templates/a': 'x\n'.repeat(500) },
  },
  {
    what: 'files',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'ship/captain.txt': 'The Captain',
      'ship/boy.txt': 'Legatt',
      'story/name.txt': 'The Sharer',
      'story/author.txt': 'Conrad',
      'lines/a.txt': 'bar\nfoo\n',
      'lines/b.txt': 'bar\nfoo\n\n\n',
      'templates/a':
        '{{ .Files.Get "story/name.txt" }} {{ .Files.GetBytes "ship/boy.txt" | printf "%s" }} {{ len (.Files.Glob "story/**") }} {{ (.Files.Glob "story/**").Get "story/author.txt" }}',
      'templates/b': '{{ (.Files.Glob "**/captain.txt").AsConfig }}',
      'templates/c': '{{ (.Files.Glob "ship/**").AsConfig }}',
      'templates/d': '{{ (.Files.Glob "ship/**").AsSecrets }}',
      'templates/e':
        '{{ .Files.Lines "lines/a.txt" }} {{ len (.Files.Lines "lines/a.txt") }} {{ len (.Files.Lines "lines/b.txt") }} {{ .Files.Lines "lines/b.txt" | toJson }} [{{ (.Files.Glob "none/*").AsConfig }}] {{ (.Files.Glob "none/*").AsSecrets }}',
    },
    given: '',
    printed: {
      'c/templates/a': 'The Sharer Legatt 2 Conrad',
      'c/templates/b': 'captain.txt: The Captain',
      'c/templates/c': 'boy.txt: Legatt\ncaptain.txt: The Captain',
      'c/templates/d': 'boy.txt: TGVnYXR0\ncaptain.txt: VGhlIENhcHRhaW4=',
      'c/templates/e': '[bar foo] 2 4 ["bar","foo","",""] [{}] {}',
    },
  },
];
