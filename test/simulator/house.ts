import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts'
import { AmiSocket } from './ami.socket.ts'

/** A simulator whose time stands still until advanced, and the clients of one test. */
export class House {
  readonly clients: AmiSocket[] = []

  private constructor(readonly simulator: Simulator) {}

  static async open(options: SimulatorOptions = {}): Promise<House> {
    const quick = { failedLoginDelayMs: 5 }
    return new House(
      await startSimulator({
        traffic: false,
        manual: true,
        ...options,
        limits: { ...quick, ...options.limits },
      }),
    )
  }

  async logIn(as: { username: string; secret: string } = this.simulator): Promise<AmiSocket> {
    const { host, port } = this.simulator
    const client = await AmiSocket.logIn({ host, port, username: as.username, secret: as.secret })
    this.clients.push(client)
    return client
  }

  async connect(): Promise<AmiSocket> {
    const client = await AmiSocket.open(this.simulator)
    this.clients.push(client)
    return client
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close()
    await this.simulator.stop()
  }
}
