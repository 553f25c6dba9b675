import type { PinShape } from '../directory-look'

const SIZE = 22
const RATIO = 2

type Corner = [x: number, y: number]

// Corners of each shape in a square of side 1.
const POLYGONS: Partial<Record<PinShape, Corner[]>> = {
  square: [[0.14, 0.14], [0.86, 0.14], [0.86, 0.86], [0.14, 0.86]],
  diamond: [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]],
  triangle: [[0.5, 0.04], [1, 0.92], [0, 0.92]],
  kite: [[0, 0.08], [1, 0.08], [0.5, 0.96]],
  hexagon: [[0.27, 0.06], [0.73, 0.06], [1, 0.5], [0.73, 0.94], [0.27, 0.94], [0, 0.5]],
  cross: [[0.33, 0], [0.67, 0], [0.67, 0.33], [1, 0.33], [1, 0.67], [0.67, 0.67], [0.67, 1], [0.33, 1], [0.33, 0.67], [0, 0.67], [0, 0.33], [0.33, 0.33]],
  shield: [[0.08, 0.06], [0.92, 0.06], [0.92, 0.55], [0.5, 1], [0.08, 0.55]],
  house: [[0.5, 0], [1, 0.42], [0.88, 0.42], [0.88, 0.96], [0.12, 0.96], [0.12, 0.42], [0, 0.42]],
}

function trace(context: CanvasRenderingContext2D, shape: PinShape): void {
  const inset = 3
  const side = SIZE - 2 * inset
  const corners = POLYGONS[shape]
  context.beginPath()
  if (!corners) {
    context.arc(SIZE / 2, SIZE / 2, side / 2, 0, 2 * Math.PI)
    return
  }
  corners.forEach(([x, y], index) => {
    const point: Corner = [inset + x * side, inset + y * side]
    if (index === 0) context.moveTo(...point)
    else context.lineTo(...point)
  })
  context.closePath()
}

/** Draws the sign of a result: its colour is the theme, its shape the kind, its white edge keeps it readable anywhere. */
export function drawPin(shape: PinShape, color: string): { image: ImageData, pixelRatio: number } | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE * RATIO
  canvas.height = SIZE * RATIO
  const context = canvas.getContext('2d')
  if (!context) return undefined
  context.scale(RATIO, RATIO)
  context.lineJoin = 'round'
  trace(context, shape)
  context.strokeStyle = '#ffffff'
  context.lineWidth = 5
  context.stroke()
  context.fillStyle = color
  context.fill()
  if (shape === 'ring') {
    context.beginPath()
    context.arc(SIZE / 2, SIZE / 2, 3.2, 0, 2 * Math.PI)
    context.fillStyle = '#ffffff'
    context.fill()
  }
  return { image: context.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: RATIO }
}
