import { Button } from '@mantine/core';
import css from './More.module.css';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The next part of a list that goes on. */
export function More({ pages }: { pages: Pages }) {
  return pages.hasNextPage ? (
    <div className={css.more}>
      <Button
        size="xs"
        variant="default"
        loading={pages.isFetchingNextPage}
        onClick={() => pages.fetchNextPage()}
      >
        Older ones
      </Button>
    </div>
  ) : null;
}
