import { isLink } from './addresses.ts'

/** Fields of Word that compute from the document, its properties or the data that it is merged with. */
const HARMLESS = new Set(`= ADDIN ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY CITATION COMMENTS COMPARE CREATEDATE DATE
  DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GLOSSARY GOTOBUTTON GREETINGLINE HYPERLINK IF INDEX INFO KEYWORDS
  LASTSAVEDBY LISTNUM MACROBUTTON MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE PRIVATE QUOTE REF REVNUM SAVEDATE
  SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE`.split(/\s+/))
const EXCHANGE = /(?:^|[\s\\"'])(?:DDE(?:AUTO)?|INCLUDE(?:TEXT|PICTURE)?|IMPORT|DATABASE|LINK\s+\w+\.)(?=[\w\s\\"'.]|$)/i

/** Whether the code of a field fetches, exchanges or runs something; a name alone is a bookmark. */
export function fieldActs(code: string): boolean {
  const [, word = '', rest = ''] = /^\s*(=|[^\s"\\]*)([^]*)$/.exec(code) ?? []
  if (word === '' && rest.trim() === '') return false
  if (!HARMLESS.has(word.toUpperCase())) return /^(?:DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD|EMBED|CONTROL|HTMLCONTROL|PRINT|ADDINX)$/i.test(word) || rest.trim() !== '' || /[^\p{L}\p{N}_.:-]/u.test(word)
  if (word.toUpperCase() !== 'HYPERLINK') return false
  const [, quoted, bare] = /^\s*(?:"((?:\\.|[^"])*)"|([^\s\\"]\S*))/.exec(rest) ?? []
  return !isLink((quoted ?? bare ?? '').replaceAll('\\\\', '\\'))
}

/** Puts together the code of each field of a part, which may be cut in as many pieces as its author wants. */
export interface FieldReader { begin: () => void, code: (text: string) => void, shown: () => void, end: () => void, acts: () => boolean }

/** Follows the fields of one part, one inside another. */
export function readFields(): FieldReader {
  const open: { code: string, isShown: boolean }[] = []
  let outside = ''
  let found = false
  const judge = ({ code }: { code: string }): void => { found ||= fieldActs(code) }
  return {
    begin: () => {
      const around = open.at(-1)
      // What a field shows may be the name of the one around it.
      if (around && !around.isShown && !/^\s*(?:=|\S+\s)/.test(around.code)) found = true
      open.push({ code: '', isShown: false })
    },
    code: (text) => {
      const field = open.at(-1)
      if (!field) outside += text
      else if (!field.isShown) field.code += text
    },
    shown: () => {
      const field = open.at(-1)
      if (!field) return
      field.isShown = true
      judge(field)
    },
    end: () => {
      const field = open.pop()
      if (field && !field.isShown) judge(field)
    },
    acts: () => {
      for (const field of open) if (!field.isShown) judge(field)
      return found || EXCHANGE.test(outside)
    },
  }
}
