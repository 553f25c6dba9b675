/** How a document looks, in Typst. What people wrote comes as data, which Typst never reads as code. */
export const DOCUMENT = `
#let d = json(bytes(sys.inputs.document))
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 2.5cm, y: 2.2cm), footer: context {
  let last = counter(page).final().first()
  if last > 1 { align(center, text(size: 9pt, [#counter(page).display() / #last])) }
})
#set text(font: ("Atkinson Hyperlegible Next", "Noto Sans", "Noto Sans Arabic", "DejaVu Sans Mono"), fallback: false, lang: d.language, region: d.region, size: 11.5pt, hyphenate: false)
#set par(leading: 0.8em, spacing: 1.4em)
#show heading: set block(above: 1.8em, below: 1.1em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 15pt)
#show regex("\\b(?:1er|1re|[2-9]e|[1-9][0-9]e)\\b"): it => {
  let figures = it.text.trim(regex("[a-z]+"), at: end)
  figures + super(it.text.slice(figures.len()), typographic: false)
}
#let lines(text) = text.split("\\n").join(linebreak())

#let logo = if d.logo != none {
  let shown = image("/" + d.logo, height: 1.7cm, alt: d.alternative)
  context if measure(shown).width > 5.5cm { image("/" + d.logo, width: 5.5cm, alt: d.alternative) } else { shown }
}
#let address = {
  set text(size: 10pt)
  set par(leading: 0.6em)
  strong(text(size: 11.5pt, d.from.first(default: "")))
  for line in d.from.slice(calc.min(1, d.from.len())) { linebreak() + line }
}
#if d.from.len() > 0 {
  if logo == none { address } else { grid(columns: (auto, 1fr), column-gutter: 14pt, align: horizon, logo, address) }
  block(above: 10pt, below: 26pt, pdf.artifact(line(length: 100%, stroke: 1.5pt + rgb(d.color))))
}

#heading(level: 1, lines(d.title))
#for (tag, text) in d.blocks {
  if tag == "H2" { heading(level: 2, lines(text)) } else { par(lines(text)) }
}
`
