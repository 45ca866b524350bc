/*
 * pslimit: the limit that a server of one thread can reach in the shapes of psbench with one
 * channel. It makes the system calls that every server has to make, and nothing else: one read per
 * batch of requests, one send for its replies, one send per subscriber for the frames, which were
 * made beforehand. It does not parse: it knows how long a request of psbench is.
 *
 *   pslimit -p PORT -b BYTES
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_DESCRIPTORS 65536
#define READ_BYTES (1 << 18)

/* What a connection is known to be: its first byte decides, "*2" subscribes and "*3" publishes. */
enum role { UNKNOWN, SUBSCRIBER, PUBLISHER };

static enum role roles[MOST_DESCRIPTORS];
static size_t leftovers[MOST_DESCRIPTORS]; /* bytes of a request that has not come whole */
static int subscribers[MOST_DESCRIPTORS];
static int subscriber_count;
static int epoll;
static size_t request_length, frame_length, most_frames;
static char *frames;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int digits(size_t number) {
  char text[32];
  return snprintf(text, sizeof text, "%zu", number);
}

/* As many frames, one behind the other, as one read can ask for. */
static void make_frames(size_t bytes) {
  request_length = strlen("*3\r\n$7\r\nPUBLISH\r\n$4\r\nch:0\r\n$\r\n\r\n") + digits(bytes) + bytes;
  most_frames = READ_BYTES / request_length + 2;
  char *head;
  int head_length = asprintf(&head, "*3\r\n$7\r\nmessage\r\n$4\r\nch:0\r\n$%zu\r\n", bytes);
  frame_length = head_length + bytes + 2;
  frames = malloc(most_frames * frame_length);
  for (size_t i = 0; i < most_frames; i++) {
    char *frame = frames + i * frame_length;
    memcpy(frame, head, head_length);
    memset(frame + head_length, 'x', bytes);
    memcpy(frame + frame_length - 2, "\r\n", 2);
  }
  free(head);
}

/* The sockets block: psbench always reads, so a send that waits will end. */
static void send_all(int fd, const char *p, size_t length) {
  while (length > 0) {
    ssize_t n = send(fd, p, length, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return; /* gone; its end will be read */
    p += n;
    length -= n;
  }
}

static int listen_on(int port) {
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&address, sizeof address)) fail("bind");
  if (listen(fd, 1024)) fail("listen");
  return fd;
}

static void watch(int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)) fail("epoll_ctl");
}

static void accept_one(int listener) {
  int one = 1, fd = accept(listener, NULL, NULL);
  if (fd < 0) return;
  if (fd >= MOST_DESCRIPTORS) {
    close(fd);
    return;
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  roles[fd] = UNKNOWN;
  leftovers[fd] = 0;
  watch(fd);
}

static void forget(int fd) {
  for (int i = 0; i < subscriber_count; i++)
    if (subscribers[i] == fd) subscribers[i] = subscribers[--subscriber_count];
  close(fd);
}

static void on_subscribe(int fd) {
  static const char answer[] = "*3\r\n$9\r\nsubscribe\r\n$4\r\nch:0\r\n:1\r\n";
  subscribers[subscriber_count++] = fd;
  send_all(fd, answer, sizeof answer - 1);
}

/* Replies first: the publisher prepares its next batch while the frames go out. */
static void on_publish(int fd, size_t length) {
  static char replies[READ_BYTES];
  size_t arrived = leftovers[fd] + length, count = arrived / request_length;
  leftovers[fd] = arrived % request_length;
  if (count == 0) return;
  size_t reply_bytes = 0;
  for (size_t i = 0; i < count; i++)
    reply_bytes += sprintf(replies + reply_bytes, ":%d\r\n", subscriber_count);
  send_all(fd, replies, reply_bytes);
  for (int i = 0; i < subscriber_count; i++) send_all(subscribers[i], frames, count * frame_length);
}

static void on_readable(int fd) {
  static char buffer[READ_BYTES];
  ssize_t length = read(fd, buffer, sizeof buffer);
  if (length <= 0) {
    forget(fd);
    return;
  }
  if (roles[fd] == UNKNOWN) {
    bool subscribes = length >= 2 && buffer[1] == '2';
    roles[fd] = subscribes ? SUBSCRIBER : PUBLISHER;
    if (subscribes) on_subscribe(fd);
  }
  if (roles[fd] == PUBLISHER) on_publish(fd, length);
}

int main(int count, char **words) {
  int option, port = 0;
  size_t bytes = 64;
  while ((option = getopt(count, words, "p:b:")) > 0) {
    if (option == 'p') port = atoi(optarg);
    else if (option == 'b') bytes = atol(optarg);
    else return 2;
  }
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  make_frames(bytes);
  epoll = epoll_create1(0);
  int listener = listen_on(port);
  watch(listener);
  static struct epoll_event events[1024];
  while (true) {
    int ready = epoll_wait(epoll, events, 1024, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.fd == listener) accept_one(listener);
      else on_readable(events[i].data.fd);
    }
  }
}
