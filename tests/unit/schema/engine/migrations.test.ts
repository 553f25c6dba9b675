import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const FOLDER = new URL('../../../../schema/migrations/', import.meta.url)

describe('the migrations', () => {
  it('write each function in one place: a file that changes runs again, and would bring back the older text', () => {
    const functions = readdirSync(FOLDER).flatMap(file => Array.from(readFileSync(new URL(file, FOLDER), 'utf8').matchAll(/CREATE OR REPLACE FUNCTION (\w+)/gi), ([, name = '']) => name))
    expect(functions.length).toBeGreaterThan(50)
    expect(functions.filter((name, index) => functions.indexOf(name) !== index)).toEqual([])
  })

  it('write each trigger in one file, for the same reason', () => {
    const triggers = readdirSync(FOLDER).flatMap(file => Array.from(readFileSync(new URL(file, FOLDER), 'utf8').matchAll(/^CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\sON (\w+)/gm), ([, name = '', table = '']) => `${name} on ${table}`))
    expect(triggers.length).toBeGreaterThan(50)
    expect(triggers.filter((name, index) => triggers.indexOf(name) !== index)).toEqual([])
  })
})
