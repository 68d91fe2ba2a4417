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

package io.identifiabl.audit.checkpoint;

/**
 * Takes checkpoints to a place outside of the database, where whoever can write to the
 * database cannot change them. What it throws is counted, and the next checkpoint is
 * published in its turn. Implementations are called by one thread at a time, which is the
 * one that signs: what takes long belongs on another one, as that of
 * {@code DetachedCheckpoints}. The starter sees to that for beans.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@FunctionalInterface
public interface CheckpointPublisher {

	/**
	 * Publish a checkpoint.
	 * @param checkpoint the signed note
	 */
	void publish(SignedNote checkpoint);

}
