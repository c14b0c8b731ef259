/**
 * Moves the stripes of lines that carry something. An animation of the browser's own is drawn anew at each of the screen's sixty
 * refreshes a second, which is most of what a page costs that is left open; four steps a second show the same.
 */
const stepMs = 250;
/** Stripes repeat after so much. */
const periodPx = 64;

/** Pixels a step, by pace. */
const strides = [0, 4, 8, 12] as const;

export type Pace = 0 | 1 | 2 | 3;

/** Pixels a step of what moves, negative to the left. */
const moving = new Map<HTMLElement, number>();
const places = new WeakMap<HTMLElement, number>();
/** Asked of the browser once; it follows. */
let still: MediaQueryList | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

/** Moves an element within its period until the answer is called; moved again, at another pace, it goes on where it was. */
export function move(element: HTMLElement, pace: Pace, way: 'left' | 'right'): () => void {
  moving.set(element, way === 'right' ? strides[pace] : -strides[pace]);
  timer ??= setInterval(step, stepMs);
  return () => {
    moving.delete(element);
    if (moving.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function step() {
  still ??= matchMedia('(prefers-reduced-motion: reduce)');
  if (document.hidden || still.matches) {
    return;
  }
  for (const [element, stride] of moving) {
    const place = ((places.get(element) ?? 0) + stride + periodPx) % periodPx;
    places.set(element, place);
    element.style.transform = `translateX(${place - periodPx}px)`;
  }
}
