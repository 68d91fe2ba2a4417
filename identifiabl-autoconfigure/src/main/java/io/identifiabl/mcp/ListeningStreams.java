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

package io.identifiabl.mcp;

import java.time.Duration;

import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import reactor.core.scheduler.Schedulers;

/**
 * Ends the streams that clients listen on when the application begins to close. The
 * transport would do so when its bean is destroyed, for which a graceful shutdown waits
 * until the last request is over, and these are requests.
 *
 * @author Identifiabl Contributors
 */
final class ListeningStreams implements ApplicationListener<ContextClosedEvent> {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Log logger = LogFactory.getLog(getClass());

	private final ConfigurableApplicationContext context;

	private final Duration patience;

	ListeningStreams(ConfigurableApplicationContext context) {
		this(context, PATIENCE);
	}

	ListeningStreams(ConfigurableApplicationContext context, Duration patience) {
		this.context = context;
		this.patience = patience;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// a child's end is not its parent's
		if (!event.getApplicationContext().equals(this.context)) {
			return;
		}
		ConfigurableListableBeanFactory beans = this.context.getBeanFactory();
		for (String name : beans.getBeanNamesForType(McpStreamableServerTransportProvider.class, true, false)) {
			if (beans.getSingleton(name) instanceof McpStreamableServerTransportProvider transport) {
				end(transport);
			}
		}
	}

	// the transport closes streams on the thread that asks for it, one of which may be
	// written to for as long as its client likes
	private void end(McpStreamableServerTransportProvider transport) {
		try {
			transport.closeGracefully().subscribeOn(Schedulers.boundedElastic()).block(this.patience);
		}
		catch (RuntimeException ex) {
			this.logger.warn("Streams of MCP clients could not be ended, for which a graceful shutdown may wait", ex);
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
