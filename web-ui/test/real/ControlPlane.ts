import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const jar =
  process.env.BRAID_CONTROL_JAR ??
  resolve(import.meta.dirname, '../../../control-api/target/braid-control.jar');
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
const deadlineMs = 60_000;

/** The real control plane over a store of its own, which can be stopped and started again at the same address. */
export class ControlPlane {
  private readonly data = mkdtempSync(join(tmpdir(), 'braid-control-'));
  private process: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly port: number,
    private readonly sessionsPort: number,
    private readonly managementPort: number,
  ) {}

  /** @throws Error with its output when it does not come up, or has not been built */
  static async start(): Promise<ControlPlane> {
    if (!existsSync(jar)) {
      throw new Error(`There is no ${jar}. Build it: mvn -pl control-api -am package -DskipTests`);
    }
    const [port, sessions, management] = await Promise.all([freePort(), freePort(), freePort()]);
    const plane = new ControlPlane(port, sessions, management);
    await plane.begin();
    return plane;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The path of the one-time link. */
  get setupPath(): string {
    const link = new URL(readFileSync(join(this.data, 'setup-link'), 'utf8').trim());
    return link.pathname + link.search + link.hash;
  }

  async begin(): Promise<void> {
    const started = spawn(
      java,
      [
        '-XX:TieredStopAtLevel=1',
        '-Xmx256m',
        '-jar',
        jar,
        `--braid.data-directory=${this.data}`,
        `--server.port=${this.port}`,
        `--braid.sessions.port=${this.sessionsPort}`,
        `--braid.management.port=${this.managementPort}`,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.process = started;
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk).slice(-20_000);
    };
    started.stdout?.on('data', keep);
    started.stderr?.on('data', keep);
    const end = Date.now() + deadlineMs;
    while (Date.now() < end && started.exitCode === null) {
      const setup: { required: boolean } | undefined = await fetch(`${this.origin}/api/v1/setup`).then(
        (answer) => (answer.ok ? answer.json() : undefined),
        () => undefined,
      );
      // It answers a little before it has made the link.
      if (setup && (!setup.required || existsSync(join(this.data, 'setup-link')))) {
        return;
      }
      await new Promise((later) => setTimeout(later, 200));
    }
    throw new Error(`The control plane did not start:\n${this.output}`);
  }

  /** Ends the process, and keeps what it stored. */
  async stop(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (running && running.exitCode === null) {
      const ended = new Promise((end) => running.once('exit', end));
      running.kill('SIGKILL');
      await ended;
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
