/** A part of the dashboard that is fetched when it is needed did not come: the control plane is away, or another version by now. */
export class ChunkMissing extends Error {}

/** Fetches a part; that it did not come is told apart from a part that broke. */
export const chunk =
  <Part>(load: () => Promise<Part>) =>
  async (): Promise<Part> => {
    try {
      return await load();
    } catch (error) {
      throw new ChunkMissing(error instanceof Error ? error.message : String(error));
    }
  };
