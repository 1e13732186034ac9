// A mail server for tests. Says on stdout, a JSON line each, on which port it listens and what it received; obeys "refuse"
// and "accept" on stdin, and ends with it, so that nothing stays behind when a test run is killed.
import { createInterface } from 'node:readline'
import { SMTPServer } from 'smtp-server'

const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
let refusing = process.argv.includes('--refuse')
let refused = 0

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, session, callback) =>
    username === 'chatflow' && password === 'secret' ? callback(null, { user: username }) : callback(new Error('Wrong credentials')),
  onMailFrom(address, session, callback) {
    if (!refusing) return callback()
    say({ refused: ++refused })
    callback(Object.assign(new Error('Try again later'), { responseCode: 451 }))
  },
  onRcptTo: ({ address }, session, callback) =>
    callback(address.startsWith('nobody') ? Object.assign(new Error('No such user here'), { responseCode: 550 }) : null),
  onData(stream, session, callback) {
    const chunks = []
    stream.on('data', (chunk) => chunks.push(chunk))
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope
      say({ from: mailFrom.address, to: rcptTo.map((to) => to.address), user: session.user ?? null, mail: Buffer.concat(chunks).toString('base64') })
      callback()
    })
  },
})
server.on('error', (error) => say({ trouble: error.message }))
const commands = createInterface({ input: process.stdin })
commands.on('line', (command) => {
  refusing = command === 'refuse'
  say({ refusing })
})
commands.on('close', () => process.exit())
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => say({ port: server.server.address().port }))
