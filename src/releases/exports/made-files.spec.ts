import { describe, expect, it } from '@jest/globals';
import { MadeFiles } from './made-files.js';

describe('files that are made of releases', () => {
  it('are made one after the other if they are slow, in the order asked, and each once', async () => {
    const files = new MadeFiles();
    const begun: string[] = [];
    let atOnce = 0;
    let most = 0;
    const make = (name: string) => async (): Promise<Buffer> => {
      begun.push(name);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      return Buffer.from(name);
    };
    const asked = ['a', 'b', 'a', 'c'].map(async (name) => files.get(name, make(name), true));
    expect((await Promise.all(asked)).map(({ bytes }) => bytes.toString())).toEqual(['a', 'b', 'a', 'c']);
    expect([begun, most]).toEqual([['a', 'b', 'c'], 1]);
  });

  it('do not wait for slow ones if they are not', async () => {
    const files = new MadeFiles();
    let end = (): void => undefined;
    const slow = files.get(
      'slow',
      async () => new Promise<Buffer>((resolve) => (end = () => resolve(Buffer.from('slow')))),
      true,
    );
    expect((await files.get('quick', () => Buffer.from('quick'))).bytes.toString()).toBe('quick');
    end();
    expect((await slow).bytes.toString()).toBe('slow');
  });

  it('do not hold up others if one cannot be made, and are made anew when asked again', async () => {
    const files = new MadeFiles();
    const failed = files.get(
      'a',
      () => {
        throw new Error('It does not fit.');
      },
      true,
    );
    const other = files.get('b', () => Buffer.from('b'), true);
    await expect(failed).rejects.toThrow('It does not fit.');
    expect((await other).bytes.toString()).toBe('b');
    expect((await files.get('a', () => Buffer.from('a'))).bytes.toString()).toBe('a');
  });
});
