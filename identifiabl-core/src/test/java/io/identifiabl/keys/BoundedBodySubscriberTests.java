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

package io.identifiabl.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedBodySubscriberTests {

	private final BoundedBodySubscriber subscriber = new BoundedBodySubscriber(4);

	private final CompletableFuture<byte[]> body = this.subscriber.getBody().toCompletableFuture();

	@Test
	void bodyWhenCompleteThenHasAllBuffers() {
		this.subscriber.onNext(List.of(buffer(1), buffer(2)));
		this.subscriber.onNext(List.of(buffer(1)));
		this.subscriber.onComplete();
		assertThat(this.body).isCompletedWithValueMatching((bytes) -> bytes.length == 4);
	}

	@Test
	void bodyWhenNotCompleteThenIsPending() {
		this.subscriber.onNext(List.of(buffer(4)));
		assertThat(this.body).isNotDone();
	}

	@Test
	void bodyWhenTooLongThenFailsAtOnce() {
		this.subscriber.onNext(List.of(buffer(3), buffer(2)));
		assertThat(this.body).isCompletedExceptionally();
	}

	@Test
	void onNextWhenTooLongThenCancels() {
		RecordingSubscription subscription = new RecordingSubscription();
		this.subscriber.onSubscribe(subscription);
		this.subscriber.onNext(List.of(buffer(5)));
		assertThat(subscription.cancelled).isTrue();
	}

	@Test
	void bodyWhenConnectionFailsThenFails() {
		this.subscriber.onError(new IOException("reset"));
		assertThat(this.body).isCompletedExceptionally();
	}

	private static ByteBuffer buffer(int size) {
		return ByteBuffer.allocate(size);
	}

	private static final class RecordingSubscription implements Flow.Subscription {

		private boolean cancelled;

		@Override
		public void request(long count) {
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

	}

}
