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

package io.identifiabl.token;

/**
 * What a {@link CachingJwtDecoder} did so far. Immutable.
 *
 * @author Identifiabl Contributors
 * @param hits how often a token was remembered and still good
 * @param misses how often a token had to be verified, or somebody was waited for who did
 * @param evictions how often a token was forgotten for lack of room
 * @param tokens about how many tokens are remembered
 * @param weight about how much memory they take, in bytes
 * @since 0.1.0
 */
public record TokenCacheStatistics(long hits, long misses, long evictions, long tokens, long weight) {

}
