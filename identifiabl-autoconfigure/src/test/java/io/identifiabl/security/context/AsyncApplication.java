/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.security.context;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * An application that answers in every way that outlives the thread of a request. One
 * thread does the work of all requests, and one thread of the container serves them.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ AsyncApplication.AsyncController.class, AsyncApplication.OpenController.class })
class AsyncApplication {

	@Bean(destroyMethod = "shutdownNow")
	Worker worker(@Value("${spring.threads.virtual.enabled:false}") boolean virtual) {
		return new Worker(virtual ? virtualThreads() : Thread::new);
	}

	// the code is compiled for 17, where there are none
	private static ThreadFactory virtualThreads() {
		try {
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Bean
	ContainerThreads containerThreads() {
		return new ContainerThreads();
	}

	@Bean
	WebMvcConfigurer asyncSupport(Worker worker) {
		return new WebMvcConfigurer() {

			@Override
			public void configureAsyncSupport(AsyncSupportConfigurer async) {
				async.setTaskExecutor(new TaskExecutorAdapter(worker.thread));
			}

		};
	}

	/**
	 * How the work of a request ends.
	 */
	enum Ending {

		RESULT, ERROR, CANCELLATION, TIMEOUT, DISCONNECT

	}

	/**
	 * The one thread that works for all requests.
	 */
	static final class Worker {

		final ExecutorService thread;

		volatile long timeout;

		private volatile Task task = new Task(Ending.RESULT);

		Worker(ThreadFactory threads) {
			this.thread = Executors.newSingleThreadExecutor(threads);
		}

		Task begin(Ending ending) {
			this.task = new Task(ending);
			return this.task;
		}

		// what the next task would find
		List<String> probe() throws Exception {
			return this.thread.submit(ThreadState::describe).get(30, TimeUnit.SECONDS);
		}

		void shutdownNow() {
			this.thread.shutdownNow();
		}

	}

	/**
	 * The work of one request.
	 */
	static final class Task {

		final Ending ending;

		final CountDownLatch begun = new CountDownLatch(1);

		final CountDownLatch released = new CountDownLatch(1);

		final CountDownLatch ended = new CountDownLatch(1);

		final List<String> seen = new CopyOnWriteArrayList<>();

		Task(Ending ending) {
			this.ending = ending;
			if (ending != Ending.TIMEOUT && ending != Ending.DISCONNECT) {
				this.released.countDown();
			}
		}

		String run() {
			this.seen.addAll(ThreadState.describe());
			this.begun.countDown();
			try {
				awaitRelease();
				if (this.ending == Ending.ERROR) {
					throw new IllegalStateException("deliberate");
				}
				if (this.ending == Ending.CANCELLATION) {
					throw new CancellationException("deliberate");
				}
				// more than any buffer on the way takes
				return (this.ending == Ending.DISCONNECT) ? "x".repeat(8_000_000) : "done";
			}
			finally {
				this.ended.countDown();
			}
		}

		// a task that does not care about being interrupted
		private void awaitRelease() {
			boolean interrupted = false;
			while (this.released.getCount() > 0) {
				try {
					this.released.await();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * What the container's thread knows when a request arrives, before any filter.
	 */
	static final class ContainerThreads implements ServletRequestListener {

		final List<String> found = new CopyOnWriteArrayList<>();

		@Override
		public void requestInitialized(ServletRequestEvent event) {
			this.found.addAll(ThreadState.describe());
		}

	}

	@RestController
	static class OpenController {

		@GetMapping("/open/state")
		List<String> state() {
			return ThreadState.describe()
				.stream()
				.filter((found) -> !found.startsWith("identifiabl.trace") && !found.endsWith("anonymousUser"))
				.toList();
		}

	}

	@RestController
	static class AsyncController {

		@Autowired
		private Worker worker;

		@GetMapping("/async/callable")
		Callable<String> callable() {
			return task()::run;
		}

		@GetMapping("/async/web-async-task")
		WebAsyncTask<String> webAsyncTask() {
			Task task = task();
			return new WebAsyncTask<>(this.worker.timeout, task::run);
		}

		@GetMapping("/async/streaming")
		StreamingResponseBody streaming() {
			Task task = task();
			return (out) -> write(out, task.run());
		}

		@GetMapping("/async/deferred-result")
		DeferredResult<String> deferredResult() {
			Task task = task();
			DeferredResult<String> result = new DeferredResult<>(this.worker.timeout);
			this.worker.thread.execute(() -> {
				try {
					result.setResult(task.run());
				}
				catch (RuntimeException ex) {
					result.setErrorResult(ex);
				}
			});
			return result;
		}

		@GetMapping("/async/completable-future")
		CompletableFuture<String> completableFuture() {
			Task task = task();
			CompletableFuture<String> future = new CompletableFuture<>();
			this.worker.thread.execute(() -> {
				try {
					future.complete(task.run());
				}
				catch (CancellationException ex) {
					future.cancel(true);
				}
				catch (RuntimeException ex) {
					future.completeExceptionally(ex);
				}
			});
			return future;
		}

		@GetMapping("/async/emitter")
		ResponseBodyEmitter emitter() {
			Task task = task();
			return emit(new ResponseBodyEmitter(this.worker.timeout), task);
		}

		@GetMapping("/async/sse")
		SseEmitter sse() {
			Task task = task();
			return emit(new SseEmitter(this.worker.timeout), task);
		}

		private <T extends ResponseBodyEmitter> T emit(T emitter, Task task) {
			this.worker.thread.execute(() -> {
				try {
					emitter.send(task.run());
					emitter.complete();
				}
				catch (IOException | RuntimeException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/async/mono")
		Mono<String> mono() {
			return Mono.fromCallable(task()::run).subscribeOn(scheduler());
		}

		@GetMapping(path = "/async/flux", produces = "text/event-stream")
		Flux<String> flux() {
			return Flux.defer(() -> Flux.just("first", "last")).concatWith(mono());
		}

		private Scheduler scheduler() {
			return Schedulers.fromExecutor(this.worker.thread);
		}

		@GetMapping("/async/start")
		void start(HttpServletRequest request) {
			Task task = task();
			AsyncContext context = request.startAsync();
			context.setTimeout(this.worker.timeout);
			// on the container's thread, which has to be free for the time-out as well
			context.start(() -> {
				if (task.ending == Ending.TIMEOUT) {
					task.seen.addAll(ThreadState.describe());
					task.begun.countDown();
					task.ended.countDown();
					return;
				}
				write(context, task);
			});
		}

		private static void write(AsyncContext context, Task task) {
			try {
				write(context.getResponse().getOutputStream(), task.run());
			}
			catch (IOException | RuntimeException ex) {
				// the client has gone, or the work failed; to throw would hit the next
				// request
			}
			finally {
				context.complete();
			}
		}

		private static void write(OutputStream out, String text) throws IOException {
			out.write(text.getBytes(StandardCharsets.UTF_8));
			out.flush();
		}

		private Task task() {
			return this.worker.task;
		}

	}

}
