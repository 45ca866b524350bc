/*
 * psbench: load for a server that speaks the Redis protocol, made to compare servers by their
 * Pub/Sub. One thread, one epoll: it publishes, receives, counts, and reads the server's CPU time.
 *
 *   psbench -p PORT [-h 127.0.0.1] -m MODE [-s SUBSCRIBERS] [-c PUBLISHERS] [-d DEPTH] [-b BYTES]
 *           [-n CHANNELS] [-k PATTERNS] [-x SUBSCRIPTIONS] [-t SECONDS] [-P SERVER_PID]
 *
 * Modes:
 *   fanout   every subscriber is on one channel, where the publishers publish
 *   latency  the same; each payload carries its instant, and delays are measured
 *   spread   subscriber i is on channel i % CHANNELS; publishers go round the channels
 *   pattern  like fanout, and one more connection holds PATTERNS patterns of three kinds, none of
 *            which matches: "user:<i>:*", "*:user:<i>" and "ch:<i>:[a-f]?*"
 *   hold     SUBSCRIBERS connections with SUBSCRIPTIONS each, spread over CHANNELS, and PATTERNS
 *            patterns in equal parts; says "ready" and keeps them until its input ends. (Parts,
 *            because some servers search a connection's patterns one by one at each PSUBSCRIBE.)
 *
 * A publisher writes DEPTH requests at once and waits for all their replies before the next batch:
 * topped up one by one, a pipeline would soon settle at batches of one.
 *
 * A run: connect and subscribe; warm up for a quarter of SECONDS; wait until all is delivered;
 * publish for SECONDS; wait again until all is delivered; stop the clock. So the CPU time that is
 * counted belongs to just the deliveries that are counted. The result is one line of name=value.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* The instant of a publication, as so many hexadecimal digits at the start of its payload. */
#define STAMP_DIGITS 16
#define MOST_DELAYS (1 << 23)
/* Deliveries that may be under way: a sustained rate is to be measured, not buffers that fill. */
#define MOST_UNDER_WAY 50000
#define MOST_BYTES_UNDER_WAY 4000000
/* A server that delivers nothing for so long has lost what is missing. */
#define PATIENCE_SECONDS 15
#define SUBSCRIBE_SECONDS 300
/* Local addresses change after so many connections: each has some 28 000 ports. */
#define CONNECTIONS_PER_ADDRESS 20000
/* From linux/in.h: the port is chosen at connect, when the other end is known. */
#define BIND_ADDRESS_NO_PORT 24

enum state { AT_TYPE, IN_LINE, IN_BLOB };

struct connection {
  int fd;
  bool publishes;

  /* The value being read. Replies are numbers; pushes are flat arrays of strings and numbers. */
  enum state state;
  char type;
  bool negative;
  long long number;
  long long blob_length;
  size_t blob_left; /* with the line end behind it */
  long elements_left;
  bool at_first_element;
  bool is_delivery; /* the array being read: else a confirmation */
  char stamp[STAMP_DIGITS + 1];
  int stamp_length;

  /* The batch being written, and the requests whose replies are awaited. */
  char *out;
  size_t out_length;
  size_t out_written;
  bool is_blocked;
  long unanswered;
  long next_channel;
};

static const char *host = "127.0.0.1";
static const char *mode = "fanout";
static int port;
static int server_pid;
static long subscribers = 1, publishers = 1, depth = 1, bytes = 64;
static long channels = 1, patterns = 0, subscriptions = 0;
static double seconds = 5;

static bool has_stamps, has_patterns, holds;
static long all, most_under_way, fan = 1;
static struct connection *connections;
static int epoll;
static char *body;
static long long published, answered, announced, delivered, confirmed, closed_count;
static uint32_t *delays; /* in tenths of a microsecond */
static size_t delay_count;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static long long now_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static double now(void) { return now_nanos() / 1e9; }

/* What the server has used so far, in user and kernel, by all its threads. */
static double cpu_seconds(void) {
  char path[64], text[1024];
  unsigned long user = 0, kernel = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", server_pid);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return 0;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return 0;
  text[length] = 0;
  char *rest = strrchr(text, ')'); /* behind the name, which may contain anything */
  if (!rest) return 0;
  sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);
  return (user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

static long resident_kilobytes(void) {
  char path[64], line[256];
  long kilobytes = 0;
  snprintf(path, sizeof path, "/proc/%d/status", server_pid);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  while (fgets(line, sizeof line, file))
    if (!strncmp(line, "VmRSS:", 6)) kilobytes = atol(line + 6);
  fclose(file);
  return kilobytes;
}

/* ---- Connecting ----------------------------------------------------------------------------- */

static int dial(long index) {
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) fail("socket");
  if (!strncmp(host, "127.", 4)) {
    char address[32];
    struct sockaddr_in local = {.sin_family = AF_INET};
    snprintf(address, sizeof address, "127.0.%ld.1", index / CONNECTIONS_PER_ADDRESS);
    inet_pton(AF_INET, address, &local.sin_addr);
    setsockopt(fd, IPPROTO_IP, BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&local, sizeof local)) fail("bind");
  }
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &server.sin_addr);
  if (connect(fd, (struct sockaddr *)&server, sizeof server)) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

static void watch(struct connection *c, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(epoll, operation, c->fd, &event)) fail("epoll_ctl");
}

static void connect_all(void) {
  connections = calloc(all, sizeof *connections);
  for (long i = 0; i < all; i++) {
    struct connection *c = connections + i;
    c->fd = dial(i);
    c->publishes = i >= all - publishers;
    if (c->publishes) c->out = malloc((size_t)depth * (bytes + 128));
    c->next_channel = i * 7919L; /* a prime: publishers do not march in step */
    watch(c, EPOLL_CTL_ADD, EPOLLIN);
  }
}

/* ---- Reading -------------------------------------------------------------------------------- */

static void on_reply(struct connection *c, long long number) {
  c->unanswered--;
  answered++;
  announced += number;
}

static void on_push(struct connection *c) {
  if (!c->is_delivery) {
    confirmed++;
    return;
  }
  delivered++;
  if (has_stamps && c->stamp_length == STAMP_DIGITS && delay_count < MOST_DELAYS)
    delays[delay_count++] = (uint32_t)((now_nanos() - strtoll(c->stamp, NULL, 16)) / 100);
}

static void on_element(struct connection *c) {
  c->at_first_element = false;
  if (--c->elements_left == 0) on_push(c);
}

static void on_line(struct connection *c) {
  long long number = c->negative ? -c->number : c->number;
  c->state = AT_TYPE;
  switch (c->type) {
    case '*':
    case '>':
      c->elements_left = number;
      c->at_first_element = true;
      break;
    case '$':
      c->blob_length = number;
      c->blob_left = number + 2;
      c->stamp_length = 0;
      if (number < 0) {
        on_element(c);
      } else {
        c->state = IN_BLOB;
        /* "message" and "pmessage" are shorter than "subscribe" and "psubscribe" */
        if (c->at_first_element) c->is_delivery = number <= 8;
      }
      break;
    case ':':
      if (c->elements_left > 0) on_element(c);
      else on_reply(c, number);
      break;
    default:
      fprintf(stderr, "psbench: a reply of type '%c' was not expected\n", c->type);
      exit(1);
  }
}

/* Takes what there is of a blob; how many bytes that was. */
static size_t take_blob(struct connection *c, const char *p, size_t available) {
  size_t taken = available < c->blob_left ? available : c->blob_left;
  if (has_stamps && c->elements_left == 1)
    for (size_t i = 0; i < taken && c->stamp_length < STAMP_DIGITS; i++)
      c->stamp[c->stamp_length++] = p[i];
  c->blob_left -= taken;
  if (c->blob_left == 0) {
    c->state = AT_TYPE;
    on_element(c);
  }
  return taken;
}

static void feed(struct connection *c, const char *p, size_t length) {
  size_t i = 0;
  while (i < length) {
    if (c->state == IN_BLOB) {
      i += take_blob(c, p + i, length - i);
      continue;
    }
    char b = p[i++];
    if (c->state == AT_TYPE) {
      c->type = b;
      c->number = 0;
      c->negative = false;
      c->state = IN_LINE;
    } else if (b == '\n') {
      on_line(c);
    } else if (b == '-') {
      c->negative = true;
    } else if (b >= '0' && b <= '9') {
      c->number = c->number * 10 + (b - '0');
    }
  }
}

static void on_close(struct connection *c) {
  if (c->publishes) {
    fprintf(stderr, "psbench: the server closed a publisher's connection\n");
    exit(1);
  }
  closed_count++;
  close(c->fd);
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* Writes what the kernel takes; asks to be told when it takes more. */
static void write_out(struct connection *c) {
  while (c->out_written < c->out_length) {
    ssize_t n = write(c->fd, c->out + c->out_written, c->out_length - c->out_written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) fail("write");
    if (n < 0) break;
    c->out_written += n;
  }
  bool blocked = c->out_written < c->out_length;
  if (blocked != c->is_blocked)
    watch(c, EPOLL_CTL_MOD, blocked ? EPOLLIN | EPOLLOUT : EPOLLIN);
  c->is_blocked = blocked;
}

/* Serves whatever has happened, waiting for it at most so long. */
static void pump(int millis) {
  static struct epoll_event events[1024];
  static char buffer[1 << 18];
  int count = epoll_wait(epoll, events, 1024, millis);
  for (int i = 0; i < count; i++) {
    struct connection *c = events[i].data.ptr;
    if (events[i].events & EPOLLOUT) write_out(c);
    if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
      ssize_t n = read(c->fd, buffer, sizeof buffer);
      if (n > 0) feed(c, buffer, n);
      else if (n == 0 || (errno != EAGAIN && errno != EINTR)) on_close(c);
    }
  }
}

static void write_all(struct connection *c, const char *p, size_t length) {
  while (length > 0) {
    ssize_t n = write(c->fd, p, length);
    if (n < 0 && errno != EAGAIN && errno != EINTR) fail("write");
    if (n < 0) {
      pump(1); /* what holds the server up may be confirmations that nobody reads */
      continue;
    }
    p += n;
    length -= n;
  }
}

static long under_way(void) { return (published - answered) * fan + announced - delivered; }

/* The next batch of a publisher that has its answers. */
static void publish(struct connection *c) {
  if (c->is_blocked || c->unanswered > 0) return;
  char *o = c->out;
  while (c->unanswered < depth && under_way() <= most_under_way) {
    char channel[64], stamp[STAMP_DIGITS + 1];
    int length = snprintf(channel, sizeof channel, "ch:%ld", c->next_channel++ % channels);
    if (has_stamps) {
      snprintf(stamp, sizeof stamp, "%016llx", now_nanos());
      memcpy(body, stamp, STAMP_DIGITS);
    }
    o += sprintf(o, "*3\r\n$7\r\nPUBLISH\r\n$%d\r\n%s\r\n$%ld\r\n", length, channel, bytes);
    memcpy(o, body, bytes);
    o += bytes;
    *o++ = '\r';
    *o++ = '\n';
    c->unanswered++;
    published++;
  }
  c->out_length = o - c->out;
  c->out_written = 0;
  write_out(c);
}

/* ---- The run -------------------------------------------------------------------------------- */

static void await_confirmations(long long wanted) {
  double deadline = now() + SUBSCRIBE_SECONDS;
  while (confirmed < wanted && now() < deadline) pump(100);
  if (confirmed < wanted) {
    fprintf(stderr, "psbench: %lld of %lld subscriptions confirmed\n", confirmed, wanted);
    exit(1);
  }
}

/* What subscriptions are made to: the kinds follow each other, each with a number in it. */
struct names {
  const char *command;
  int kinds;
  const char *formats[3];
};

static const struct names EXACT = {"SUBSCRIBE", 1, {"ch:%ld"}};
static const struct names PATTERNS = {
    "PSUBSCRIBE", 3, {"user:%ld:*", "*:user:%ld", "ch:%ld:[a-f]?*"}};

/* Subscribes connection c to the names with the numbers first, first + 1, ... modulo. */
static void subscribe(struct connection *c, const struct names *names, long first, long count,
                      long modulo) {
  static char out[1 << 17];
  size_t length = 0;
  long long wanted = confirmed + count;
  for (long i = 0; i < count; i++) {
    char name[64];
    const char *format = names->formats[(first + i) % names->kinds];
    int name_length = snprintf(name, sizeof name, format, (first + i) % modulo);
    length += sprintf(out + length, "*2\r\n$%zu\r\n%s\r\n$%d\r\n%s\r\n", strlen(names->command),
                      names->command, name_length, name);
    if (length > sizeof out - 256) {
      write_all(c, out, length);
      length = 0;
    }
  }
  write_all(c, out, length);
  await_confirmations(wanted);
}

static void subscribe_all(void) {
  long part = holds ? patterns / subscribers : 0;
  for (long i = 0; i < subscribers; i++) {
    subscribe(connections + i, &EXACT, i * subscriptions, subscriptions, channels);
    if (part > 0) subscribe(connections + i, &PATTERNS, i * part, part, patterns);
  }
  if (has_patterns) subscribe(connections + subscribers, &PATTERNS, 0, patterns, patterns);
}

static void publish_for(double duration) {
  double end = now() + duration;
  while (now() < end) {
    for (long i = all - publishers; i < all; i++) publish(connections + i);
    pump(1);
  }
}

/* Until every publication is answered and all that was announced has come, or nothing comes. */
static void drain(void) {
  long long seen = -1;
  double deadline = 0;
  while (answered < published || delivered < announced) {
    if (answered + delivered != seen) {
      seen = answered + delivered;
      deadline = now() + PATIENCE_SECONDS;
    } else if (now() > deadline) {
      return;
    }
    pump(20);
  }
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static double delay_micros(double share) { return delays[(size_t)(delay_count * share)] / 10.0; }

static void measure(void) {
  publish_for(seconds / 4);
  drain();
  long long delivered_before = delivered, published_before = published;
  delay_count = 0;
  double cpu = cpu_seconds(), start = now();
  publish_for(seconds);
  drain();
  double elapsed = now() - start;
  cpu = cpu_seconds() - cpu;
  double deliveries = delivered - delivered_before, publications = published - published_before;
  printf("published_per_second=%.1f delivered_per_second=%.1f", publications / elapsed,
         deliveries / elapsed);
  printf(" lost=%lld closed=%lld", announced - delivered, closed_count);
  if (server_pid)
    printf(" cpu_share=%.3f cpu_micros_per_delivery=%.4f cpu_micros_per_publish=%.4f"
           " resident_kilobytes=%ld",
           cpu / elapsed, cpu * 1e6 / (deliveries > 0 ? deliveries : 1),
           cpu * 1e6 / (publications > 0 ? publications : 1), resident_kilobytes());
  if (has_stamps && delay_count > 0) {
    qsort(delays, delay_count, sizeof *delays, by_size);
    printf(" p50_micros=%.1f p99_micros=%.1f p999_micros=%.1f max_micros=%.1f", delay_micros(.5),
           delay_micros(.99), delay_micros(.999), delays[delay_count - 1] / 10.0);
  }
}

static void read_arguments(int count, char **words) {
  int option;
  while ((option = getopt(count, words, "h:p:m:s:c:d:b:n:k:x:t:P:")) > 0) {
    switch (option) {
      case 'h': host = optarg; break;
      case 'p': port = atoi(optarg); break;
      case 'm': mode = optarg; break;
      case 's': subscribers = atol(optarg); break;
      case 'c': publishers = atol(optarg); break;
      case 'd': depth = atol(optarg); break;
      case 'b': bytes = atol(optarg); break;
      case 'n': channels = atol(optarg); break;
      case 'k': patterns = atol(optarg); break;
      case 'x': subscriptions = atol(optarg); break;
      case 't': seconds = atof(optarg); break;
      case 'P': server_pid = atoi(optarg); break;
      default: exit(2);
    }
  }
}

/* What follows from the mode. */
static void prepare(void) {
  holds = !strcmp(mode, "hold");
  has_stamps = !strcmp(mode, "latency");
  has_patterns = !strcmp(mode, "pattern");
  bool spreads = !strcmp(mode, "spread");
  if (!holds && !has_stamps && !has_patterns && !spreads && strcmp(mode, "fanout")) {
    fprintf(stderr, "psbench: no mode %s\n", mode);
    exit(2);
  }
  if (holds) publishers = 0;
  else subscriptions = 1;
  if (!holds && !spreads) {
    channels = 1;
    fan = subscribers;
  }
  if (has_stamps && bytes < STAMP_DIGITS) bytes = STAMP_DIGITS;
  if (has_stamps) delays = malloc(MOST_DELAYS * sizeof *delays);
  most_under_way = MOST_BYTES_UNDER_WAY / (bytes + 40);
  if (most_under_way > MOST_UNDER_WAY) most_under_way = MOST_UNDER_WAY;
  if (most_under_way < 4 * fan) most_under_way = 4 * fan;
  all = subscribers + publishers + (has_patterns ? 1 : 0);
  body = malloc(bytes);
  memset(body, 'x', bytes);
  epoll = epoll_create1(0);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

/* Keeps the connections until the input ends. */
static void hold(void) {
  char ignored[64];
  printf("ready\n");
  fflush(stdout);
  while (read(STDIN_FILENO, ignored, sizeof ignored) > 0) continue;
}

int main(int count, char **words) {
  read_arguments(count, words);
  prepare();
  double start = now();
  connect_all();
  subscribe_all();
  double setup = now() - start;
  if (holds) {
    hold();
    return 0;
  }
  measure();
  printf(" setup_seconds=%.3f\n", setup);
  return 0;
}
