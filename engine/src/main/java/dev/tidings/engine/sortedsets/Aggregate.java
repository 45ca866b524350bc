package dev.tidings.engine.sortedsets;

/** What becomes of the scores that a member has in several sets. */
enum Aggregate {
  SUM,
  MIN,
  MAX,
  /** The sum of the weights of the sets that it is in; its scores do not matter. Redis 8.8. */
  COUNT;

  /** What a score adds to the result; NaN where infinity meets a weight of zero. */
  double weigh(double score, double weight) {
    return this == COUNT ? weight : score * weight;
  }

  /** The same for the first of several, where no number is taken for zero. */
  double first(double score, double weight) {
    double weighed = weigh(score, weight);
    return Double.isNaN(weighed) ? 0 : weighed;
  }

  /** The result so far and a further score together; what is no number becomes zero. */
  double combine(double soFar, double further) {
    return switch (this) {
      case SUM, COUNT -> {
        double sum = soFar + further;
        yield Double.isNaN(sum) ? 0 : sum;
      }
      // Comparisons with what is no number are false: it changes nothing.
      case MIN -> further < soFar ? further : soFar;
      case MAX -> further > soFar ? further : soFar;
    };
  }
}
