import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../support/csv.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const STATUSES = ['met', 'partly', 'not met', 'not applicable']

const { header, rows } = readCsv(readFileSync(join(ROOT, 'docs', 'security', 'asvs.csv'), 'utf8'))
const column = (name: string) => rows.map(row => row[header.indexOf(name)] ?? '')

describe('the requirements of OWASP ASVS 5.0', () => {
  it('are those of levels 1 and 2, each once', () => {
    expect(header).toEqual(['requirement', 'chapter', 'summary', 'level', 'status', 'proof', 'note'])
    expect(column('requirement').filter(id => !/^V(?:[1-9]|1[0-7])\.\d{1,2}\.\d{1,2}$/.test(id))).toEqual([])
    expect(new Set(column('requirement')).size).toBe(rows.length)
    // The standard counts 70 requirements of level 1 and 183 of level 2.
    expect(['1', '2'].map(level => column('level').filter(value => value === level).length)).toEqual([70, 183])
  })

  it('have a known status', () => {
    expect(column('status').filter(status => !STATUSES.includes(status))).toEqual([])
  })

  it('are proven by files that exist when they are said to be met', () => {
    const unproven = rows.filter(([, , , , status, proof = '']) => (status === 'met' && proof === '') || (proof !== '' && !existsSync(join(ROOT, proof))))

    expect(unproven).toEqual([])
  })

  it('say why when they are not', () => {
    expect(rows.filter(([, , , , status, proof, note]) => status !== 'met' && proof === '' && note === '')).toEqual([])
    expect(rows.filter(([, , , , status, , note]) => (status === 'not met' || status === 'not applicable') && note === '')).toEqual([])
  })
})
