/**
 * The last seconds of some figures, one column each, in memory taken once. Reading gives arrays as charts eat them; what is not
 * known is NaN inside and null outside.
 */
export class Ring {
  private readonly times: Float64Array;
  private readonly columns: Float64Array[];
  private next = 0;
  private filled = 0;

  constructor(
    readonly width: number,
    readonly capacity: number,
  ) {
    this.times = new Float64Array(capacity);
    this.columns = Array.from({ length: width }, () => new Float64Array(capacity));
  }

  get size() {
    return this.filled;
  }

  get lastTime(): number | undefined {
    return this.filled === 0 ? undefined : this.times[(this.next + this.capacity - 1) % this.capacity];
  }

  /** One moment; what is not newer than the last one is overlooked, since a resumed stream may tell a moment twice. */
  push(timeSeconds: number, values: readonly (number | null | undefined)[]): void {
    if (this.lastTime !== undefined && timeSeconds <= this.lastTime) {
      return;
    }
    this.times[this.next] = timeSeconds;
    this.columns.forEach((column, index) => {
      column[this.next] = values[index] ?? Number.NaN;
    });
    this.next = (this.next + 1) % this.capacity;
    this.filled = Math.min(this.capacity, this.filled + 1);
  }

  /** Times and columns of the last `seconds`, oldest first. */
  since(seconds: number): [number[], ...(number | null)[][]] {
    const from = (this.lastTime ?? 0) - seconds;
    const times: number[] = [];
    const columns: (number | null)[][] = this.columns.map(() => []);
    for (let i = 0; i < this.filled; i++) {
      const at = (this.next - this.filled + i + this.capacity) % this.capacity;
      const time = this.times[at] ?? 0;
      if (time > from) {
        times.push(time);
        this.columns.forEach((column, index) => {
          const value = column[at] ?? Number.NaN;
          columns[index]?.push(Number.isNaN(value) ? null : value);
        });
      }
    }
    return [times, ...columns];
  }
}
