import { ACCESS_LEVELS } from '@relais/schema'
import { RULE_KINDS } from '@relais/schema/forms/rules'
import { z } from 'zod'
import { DECIDED_AUDIENCES, NEW_TYPES } from './allow-list.ts'

// Lengths and contents are judged by the rules, which say how to put them right.
const TextSchema = z.string().max(5000).transform(text => text.trim().replaceAll(/\s+/g, ' '))
const LabelSchema = z.strictObject({ fr: TextSchema, en: TextSchema.default('') }).transform(({ fr, en }) => ({ fr, en: en || fr }))
const LevelsSchema = z.partialRecord(z.enum(DECIDED_AUDIENCES), z.enum(ACCESS_LEVELS).nullable())
const WidthSchema = z.enum(['half', 'full'])
const ChoiceSchema = z.strictObject({ value: z.union([z.string(), z.number()]).optional(), label: LabelSchema, retired: z.boolean().default(false) })
const VersionSchema = z.string().max(40)

/** `POST /relais/configurator/:collection/fields`. */
export const NewFieldSchema = z.strictObject({
  type: z.enum(NEW_TYPES),
  label: LabelSchema,
  help: LabelSchema.nullish(),
  section: z.string().max(64).nullish(),
  width: WidthSchema.default('full'),
  choices: z.array(ChoiceSchema).max(500).optional(),
  /** Collection that a link leads to. */
  link: z.string().max(64).optional(),
  levels: LevelsSchema.default({}),
})
export type NewField = z.output<typeof NewFieldSchema>

const RuleSchema = z.strictObject({ kind: z.enum(RULE_KINDS), expression: z.string().trim().min(1).max(2000), message: LabelSchema.nullable().default(null) })

/** `PATCH /relais/configurator/:collection/fields/:field`: what is absent stays. */
export const FieldChangeSchema = z.strictObject({
  version: VersionSchema,
  label: LabelSchema.optional(),
  help: LabelSchema.nullable().optional(),
  section: z.string().max(64).nullable().optional(),
  width: WidthSchema.optional(),
  hidden: z.boolean().optional(),
  choices: z.array(ChoiceSchema).max(500).optional(),
  /** The level of each audience; null goes back to what the product gives. */
  levels: LevelsSchema.optional(),
  rules: z.array(RuleSchema).max(RULE_KINDS.length).optional(),
  /** One place up or down in its section, and nothing else. */
  move: z.enum(['up', 'down']).optional(),
  /** Records that have `from` get `into`, and `from` is retired. */
  merge: z.strictObject({ from: z.union([z.string(), z.number()]), into: z.union([z.string(), z.number()]) }).optional(),
})
export type FieldChange = z.output<typeof FieldChangeSchema>

/** `POST /relais/configurator/:collection/sections`. */
export const NewSectionSchema = z.strictObject({ label: LabelSchema, help: LabelSchema.nullish() })
export type NewSection = z.output<typeof NewSectionSchema>

/** `PATCH /relais/configurator/:collection/sections/:section`: what is absent stays. */
export const SectionChangeSchema = z.strictObject({
  version: VersionSchema,
  label: LabelSchema.optional(),
  help: LabelSchema.nullable().optional(),
  /** One place up or down among the sections, and nothing else. */
  move: z.enum(['up', 'down']).optional(),
})
export type SectionChange = z.output<typeof SectionChangeSchema>

/** `POST …/retire` and `…/restore`. */
export const VersionBodySchema = z.strictObject({ version: VersionSchema })
