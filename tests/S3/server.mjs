// An S3 server for tests, with one bucket. Says on stdout, a JSON line, on which port it listens; ends with stdin, so that nothing stays
// behind when a test run is killed.
import { createInterface } from 'node:readline'
import S3rver from 's3rver'

const [directory, bucket] = process.argv.slice(2)
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
createInterface({ input: process.stdin }).on('close', () => process.exit())
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: bucket }] })
server.run().then(({ port }) => say({ port }), (error) => say({ trouble: error.message }))
