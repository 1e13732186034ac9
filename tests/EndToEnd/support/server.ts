import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const ready = 'ChatFlow is ready on ';
const startLimit = 5 * 60_000;

/**
 * Starts ChatFlow as a user would, with an empty data folder, and stops it after the last test.
 * Where CHATFLOW_URL and CHATFLOW_DATA are given, the one that runs there is used.
 */
export default async function startChatFlow(): Promise<() => Promise<void>> {
  if (process.env.CHATFLOW_URL && process.env.CHATFLOW_DATA) return async () => {};

  const data = await mkdtemp(join(tmpdir(), 'chatflow-e2e-'));
  const run = ['run', '--data', data, '--port', String(await freePort())];
  const assembly = process.env.CHATFLOW_BUILD_DLL;
  const server = spawn('dotnet', assembly ? [assembly, ...run] : ['run', '--project', 'build', '--', ...run], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The tests' people all come from one address.
    env: { ...process.env, RateLimits__Enabled: 'false' },
  });
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    await rm(data, { recursive: true, force: true });
  };

  try {
    process.env.CHATFLOW_URL = await urlWhenReady(server);
    process.env.CHATFLOW_DATA = data;
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function urlWhenReady(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`ChatFlow did not start: ${reason}\n${said.slice(-40).join('\n')}`));
    const timer = setTimeout(() => fail('it took too long'), startLimit);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code, signal) => fail(`it ended with ${signal ?? code}`));
    for (const stream of [server.stdout, server.stderr]) {
      // Read to the end also when ready: a full pipe would stop the server.
      createInterface({ input: stream! }).on('line', (line) => {
        said.push(line);
        const at = line.indexOf(ready);
        if (at < 0) return;
        clearTimeout(timer);
        resolve(line.slice(at + ready.length).trim());
      });
    }
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  probe.close();
  await once(probe, 'close');
  return address.port;
}
