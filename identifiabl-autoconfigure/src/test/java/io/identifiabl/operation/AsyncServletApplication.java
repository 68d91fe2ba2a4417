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

package io.identifiabl.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.testapp.SwitchableStore;

/**
 * A servlet that starts asynchronous processing in every form, and pulls the plug of the
 * store before it answers if it is asked to.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AsyncServletApplication {

	static final List<String> FORMS = List.of("none", "none-long", "none-empty", "none-dispatch", "none-dispatch-long",
			"none-dispatch-none", "args", "args-long", "args-empty", "args-dispatch", "args-dispatch-long",
			"args-dispatch-args", "bare", "bare-long", "bare-dispatch-long", "again", "again-long", "timeout",
			"timeout-listener", "non-blocking", "error");

	@Bean
	SwitchableStore switchableStore() {
		return new SwitchableStore();
	}

	@Bean
	AuditStore auditStore(SwitchableStore store) {
		return store.toStore();
	}

	@Bean
	ServletRegistrationBean<RawServlet> rawServlet(SwitchableStore store) {
		ServletRegistrationBean<RawServlet> registration = new ServletRegistrationBean<>(new RawServlet(store),
				"/raw/*");
		registration.setAsyncSupported(true);
		return registration;
	}

	static final class RawServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private final transient SwitchableStore store;

		RawServlet(SwitchableStore store) {
			this.store = store;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			String form = request.getPathInfo().substring(1);
			if (request.getDispatcherType() == DispatcherType.ASYNC) {
				form = String.valueOf(request.getAttribute("next"));
			}
			if (request.getParameter("unplug") != null) {
				this.store.setDown(true);
			}
			switch (form) {
				case "written", "written-long" -> write(response, form);
				case "timeout" -> timeOut(request.startAsync());
				case "timeout-listener" -> timeOut(request.startAsync(request, response));
				case "non-blocking" -> writeWithoutBlocking(request.startAsync());
				case "forgotten" -> forget(request.startAsync());
				case "throwing" -> completeAndFail(request.startAsync());
				case "failing" -> {
					write(request.startAsync().getResponse(), form);
					throw new ServletException("on purpose");
				}
				case "again", "again-long" -> {
					request.startAsync();
					complete(request.getAsyncContext(), form);
				}
				case "error" -> {
					AsyncContext context = request.startAsync();
					((HttpServletResponse) context.getResponse()).setStatus(418);
					complete(context, form);
				}
				default -> go(form, request, response);
			}
		}

		private static void go(String form, HttpServletRequest request, HttpServletResponse response) {
			AsyncContext context = form.startsWith("none") ? request.startAsync()
					: request.startAsync(request, form.startsWith("bare") ? unwrap(response) : response);
			if (!form.contains("-dispatch")) {
				complete(context, form);
				return;
			}
			String next = form.substring(form.indexOf("-dispatch") + "-dispatch".length());
			request.setAttribute("next",
					(next.isEmpty() || next.equals("-long")) ? "written" + next : next.substring(1));
			context.dispatch();
		}

		private static ServletResponse unwrap(ServletResponse response) {
			return (response instanceof ServletResponseWrapper wrapper) ? unwrap(wrapper.getResponse()) : response;
		}

		private static void complete(AsyncContext context, String form) {
			context.start(() -> {
				try {
					write(context.getResponse(), form);
				}
				catch (IOException | AuditUnavailableException ex) {
					// ends all the same
				}
				finally {
					context.complete();
				}
			});
		}

		private static void completeAndFail(AsyncContext context) {
			context.start(() -> {
				try {
					write(context.getResponse(), "-long");
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				finally {
					context.complete();
				}
			});
		}

		private static void write(ServletResponse response, String form) throws IOException {
			if (!form.endsWith("-empty")) {
				response.getWriter().write(form.endsWith("-long") ? "secret".repeat(20_000) : "secret");
			}
		}

		private static void forget(AsyncContext context) throws IOException {
			context.setTimeout(50);
			write(context.getResponse(), "");
		}

		private static void timeOut(AsyncContext context) {
			context.setTimeout(50);
			context.addListener(new LateAnswer());
		}

		private static void writeWithoutBlocking(AsyncContext context) throws IOException {
			ServletOutputStream out = context.getResponse().getOutputStream();
			out.setWriteListener(new WriteListener() {

				@Override
				public void onWritePossible() throws IOException {
					out.print("secret");
					context.complete();
				}

				@Override
				public void onError(Throwable ex) {
					context.complete();
				}

			});
		}

	}

	/**
	 * Answers at the last moment.
	 */
	static final class LateAnswer implements AsyncListener {

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			AsyncContext context = event.getAsyncContext();
			context.getResponse().getWriter().write("secret");
			context.complete();
		}

		@Override
		public void onComplete(AsyncEvent event) {
			// nothing more to do
		}

		@Override
		public void onError(AsyncEvent event) {
			event.getAsyncContext().complete();
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this);
		}

	}

}
