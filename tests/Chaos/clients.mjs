// Clients that do what ChaosClient.cs does, with the official JavaScript package. Reads one line of JSON with what to do, talks until the next
// line, which has the heads of the channels, catches up to these, and prints what each client holds.
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr'

const TYPES = ['message:received', 'message:edited', 'message:deleted', 'reaction:added', 'reaction:removed']
const EMOJI = ['👍', '🎉', '❤️']

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const { url, tokens, channels, seed } = JSON.parse((await lines.next()).value)

// A small generator with a seed, since Math.random takes none (mulberry32).
function generator(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function describe(type, payload) {
  const id = type === 'message:received' || type === 'message:edited' ? payload.id : payload.message_id
  return id === undefined ? type : `${type} ${id}${payload.emoji === undefined ? '' : ` ${payload.emoji} ${payload.user_id}`}`
}

class Client {
  constructor(token, seed) {
    this.token = token
    this.random = generator(seed)
    this.logs = Object.fromEntries(channels.map((id) => [id, []]))
    this.early = Object.fromEntries(channels.map((id) => [id, new Map()]))
    this.mine = []
    this.acknowledged = {}
    this.connections = 0
  }

  below = (n) => Math.floor(this.random() * n)
  uuid = () => 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => this.below(16).toString(16))

  take(channel, seq, type, payload) {
    const log = this.logs[channel]
    const early = this.early[channel]
    if (seq > log.length) early.set(seq, describe(type, payload))
    while (early.has(log.length + 1)) {
      const next = log.length + 1
      log.push(early.get(next))
      early.delete(next)
    }
  }

  async connected() {
    if (this.hub?.state === HubConnectionState.Connected) return this.hub
    await this.hub?.stop()
    const hub = new HubConnectionBuilder()
      .withUrl(`${url}/hub`, { accessTokenFactory: () => this.token, transport: HttpTransportType.WebSockets, skipNegotiation: true })
      .configureLogging(LogLevel.None)
      .build()
    for (const type of TYPES) hub.on(type, (push) => this.take(push.channel_id, push.event_seq, type, push))
    hub.on('channel:head', (head) => {
      if (this.logs[head.channel_id].length < head.last_seq) this.sync(hub).catch(() => undefined)
    })
    this.hub = hub
    await hub.start()
    this.connections++
    await this.sync(hub)
    return hub
  }

  async sync(hub) {
    for (let more = true; more; ) {
      const seen = Object.fromEntries(channels.map((id) => [id, this.logs[id].length]))
      const answer = await hub.invoke('sync', { channels: seen })
      more = false
      for (const [id, missed] of Object.entries(answer.channels)) {
        if (missed.reload) throw new Error('told to reload')
        more ||= missed.more
        for (const event of missed.events) this.take(id, event.seq, event.type, event.payload)
      }
    }
  }

  async try(method, argument) {
    try {
      return await (await this.connected()).invoke(method, argument)
    } catch (error) {
      // Lost, or of a message that was deleted meanwhile. Any other refusal is a mistake of this test or of the server.
      if (/HubException: (?!UNPROCESSABLE|SERVICE_UNAVAILABLE)/.test(error.message)) throw error
      await sleep(100)
      return undefined
    }
  }

  async send(channel) {
    const argument = { channel_id: channel, content: `m${this.below(1e9)}`, client_message_id: this.uuid() }
    let message
    while (message === undefined) message = await this.try('message:send', argument)
    this.mine.push(message.id)
    this.acknowledged[argument.client_message_id] = `${channel} ${message.id} ${message.seq}`
  }

  async talk() {
    while (!stopped) {
      await sleep(200 + this.below(800))
      const what = this.below(10)
      const message_id = this.mine[this.below(this.mine.length)]
      if (what < 6 || message_id === undefined) await this.send(channels[this.below(channels.length)])
      else if (what < 8) await this.try('message:edit', { message_id, content: `e${this.below(1e9)}` })
      else if (what === 8) await this.try('message:delete', { message_id })
      else await this.try(this.below(2) === 0 ? 'reaction:add' : 'reaction:remove', { message_id, emoji: EMOJI[this.below(3)] })
    }
  }

  async catchUp(heads) {
    for (let tries = 0; tries < 100 && channels.some((id) => this.logs[id].length < heads[id]); tries++) {
      await this.connected().then((hub) => this.sync(hub)).catch(() => sleep(100))
    }
    await this.hub?.stop()
  }
}

let stopped = false
const clients = tokens.map((token, n) => new Client(token, seed + n))
const talking = Promise.all(clients.map((client) => client.talk()))
await lines.next()
stopped = true
await talking
console.log('quiet')
const heads = JSON.parse((await lines.next()).value)
await Promise.all(clients.map((client) => client.catchUp(heads)))
const held = clients.map(({ logs, acknowledged, connections }) => ({ logs, acknowledged, connections }))
process.stdout.write(`${JSON.stringify(held)}\n`, () => process.exit(0))
