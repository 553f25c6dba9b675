type Done = (error?: Error) => void

declare const pm2: { list: (done: Done) => void, sendDataToProcessId: (id: number, packet: object, done: Done) => void }
export default pm2
