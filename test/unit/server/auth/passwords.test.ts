import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { build } from 'esbuild';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createPasswords, type Passwords, passwordThread } from '../../../../src/server/index.ts';
import { temporaryDirectory } from '../../../support/server/cache.ts';

describe('passwords in a thread of their own', () => {
  let program: string;
  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/server/auth/password-worker.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
    });
    program = outputFiles[0]?.text ?? '';
  });

  async function open(users: Record<string, string>, cost: number): Promise<Passwords> {
    const { writeFile } = await import('node:fs/promises');
    const file = join(await temporaryDirectory(), 'worker.cjs');
    await writeFile(file, program);
    const hashes = new Map(Object.entries(users).map(([user, password]) => [user, hashSync(password, cost)]));
    const passwords = createPasswords({ ...passwordThread(file), users: () => hashes });
    onTestFinished(() => passwords.close());
    return passwords;
  }

  test('right, wrong and unknown', async () => {
    const passwords = await open({ alice: 'right', 'b:c': 'wörd' }, 4);
    expect(await passwords.check('alice', 'right')).toBe('right');
    expect(await passwords.check('alice', 'Right')).toBe('wrong');
    expect(await passwords.check('b:c', 'wörd')).toBe('right');
    expect(await passwords.check('mallory', 'right')).toBe('wrong');
    expect(await passwords.check('alice', 'right')).toBe('right');
    expect(await passwords.check('alice', 'x'.repeat(2_000))).toBe('wrong');
    expect([passwords.has('alice'), passwords.has('mallory')]).toEqual([true, false]);
  });

  test('the event loop goes on while passwords are compared, and beyond a limit they are sent away', async () => {
    const passwords = await open({ alice: 'right' }, 10);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    onTestFinished(() => clearInterval(timer));
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, (_, at) => passwords.check('alice', `guess ${at}`)),
    );
    expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(8);
    expect(verdicts.filter((verdict) => verdict === 'wrong')).toHaveLength(32);
    // A comparison in this thread would leave the timer one turn for each.
    expect(turns).toBeGreaterThan(64);
    expect(await passwords.check('alice', 'right')).toBe('right');
  });

  test('a program that is none is a failure, not a wrong password', async () => {
    const passwords = createPasswords({
      ...passwordThread(join(await temporaryDirectory(), 'missing.cjs')),
      users: () => new Map([['alice', hashSync('right', 4)]]),
    });
    await expect(passwords.check('alice', 'right')).rejects.toThrow();
  });
});

describe('what is remembered', () => {
  test('ends with a new hash, and with the user', async () => {
    let users = new Map([['alice', 'hash 1']]);
    const compared: string[] = [];
    const passwords = createPasswords({
      users: () => users,
      compare: async (password, hash) => {
        compared.push(`${password} ${hash.slice(0, 6)}`);
        return hash === 'hash 1';
      },
      close: async () => {},
    });
    expect(await passwords.check('alice', 'p')).toBe('right');
    expect(await passwords.check('alice', 'p')).toBe('right');
    expect(compared).toEqual(['p hash 1']);
    users = new Map([['alice', 'hash 2']]);
    expect(await passwords.check('alice', 'p')).toBe('wrong');
    users = new Map();
    expect(await passwords.check('alice', 'p')).toBe('wrong');
    expect(compared).toHaveLength(3);
  });
});
