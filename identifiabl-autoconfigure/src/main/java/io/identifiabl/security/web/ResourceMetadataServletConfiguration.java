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

package io.identifiabl.security.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;

/**
 * Gives the paths of the metadata a servlet where Spring MVC has only a part of the
 * application. Tomcat answers a path that no servlet has with 404, and asks no filter.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnClass(DispatcherServletPath.class)
class ResourceMetadataServletConfiguration {

	@Bean("identifiablResourceMetadataServletRegistration")
	ServletRegistrationBean<HttpServlet> resourceMetadataServletRegistration(
			ObjectProvider<DispatcherServletPath> dispatcherServlet) {
		ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new NotFoundServlet(),
				ProtectedResource.WELL_KNOWN_PATH, ProtectedResource.WELL_KNOWN_PATH + "/*");
		registration.setName("identifiablResourceMetadata");
		DispatcherServletPath path = dispatcherServlet.getIfUnique();
		registration.setEnabled(path != null && !path.getPrefix().isEmpty());
		return registration;
	}

	/**
	 * What is there when the filter has no document.
	 */
	private static final class NotFoundServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
		}

	}

}
