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

package io.identifiabl.demo.hostilemcp;

import io.identifiabl.test.hostile.HostileMessage;
import io.identifiabl.test.hostile.HostileMessage.Answer;

/**
 * How a row was answered by servers of one kind.
 *
 * @param row the row
 * @param server the kind of server
 * @param ours the answer of a server with this library
 * @param stock the answer of a server without it
 * @author Identifiabl Contributors
 */
record MessageOutcome(HostileMessage row, String server, Reply ours, Reply stock) {

	String expected() {
		return Reply.describe(this.row.getExpected(this.server))
				+ (this.row.isForContainer() ? " by the container" : "");
	}

	String oursText() {
		return Reply.describe(this.ours.toAnswer()) + (this.row.isForContainer() ? " by the container" : "");
	}

	// what the container says and logs is not ours
	String oursInFull() {
		return this.row.isForContainer() ? oursText() : this.ours.toString();
	}

	// nothing is done
	boolean isRefused() {
		return !isDone(this.row.getExpected(this.server));
	}

	boolean isDoneByUs() {
		return isDone(this.ours.toAnswer());
	}

	boolean isDoneByStock() {
		return isDone(this.stock.toAnswer());
	}

	private static boolean isDone(Answer answer) {
		return answer.status() < 400 && answer.error() == null && !"tool-error".equals(answer.result());
	}

	@Override
	public String toString() {
		return this.row + " (" + this.server + ")";
	}

}
